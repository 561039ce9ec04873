import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { Opens } from '../Opens';
import { type MakePart, useOffer } from './offers';
import './takeaway.css';

const Offered = later(async () => (await import('./Offered')).Offered);

const TableDialog = later(async () => (await import('./TableDialog')).TableDialog);

/** An arrow into a tray. */
const Tray = () => (
  <svg width={14} height={14} viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    <path d="M7 1.5v7M4 6l3 3 3-3M1.5 9.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2" />
  </svg>
);

interface TakeAwayProps {
  /** What the panel is called, for the button's name. */
  of: string;
  make: MakePart;
}

/** A panel's figures and numbers as files, and its numbers as a table to be read; their code is fetched when they are opened. */
export function TakeAway({ of, make }: TakeAwayProps) {
  const { t } = useTranslation();
  const [table, setTable] = useState<'never' | 'open' | 'closed'>('never');
  const openTable = () => setTable('open');
  const ref = useOffer<HTMLButtonElement>(make);
  const label = t('takeaway.of', { of });
  return (
    <span className="takeAway">
      <button type="button" className="showTable" onClick={openTable}>
        {t('takeaway.table.of', { of })}
      </button>
      {table !== 'never' && <TableDialog of={of} make={make} opened={table === 'open'} onClose={() => setTable('closed')} />}
      <Opens
        label={label}
        position="bottom-end"
        stopsEscape
        target={
          <ActionIcon ref={ref} variant="subtle" color="gray" size="sm" aria-label={label} title={t('takeaway.tip')}>
            <Tray />
          </ActionIcon>
        }
      >
        {(close) => (
          <Offered
            make={make}
            onTable={() => {
              close();
              openTable();
            }}
          />
        )}
      </Opens>
    </span>
  );
}
