import { Modal, NativeSelect } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Table } from '../../export/table';
import type { MakePart } from './offers';
import { ShownTable } from './ShownTable';

interface TableDialogProps {
  /** What the panel is called. */
  of: string;
  make: MakePart;
  opened: boolean;
  onClose: () => void;
}

/** The numbers of a panel, as they are when it is opened. It may lie over another dialog, which Escape leaves open. */
export function TableDialog({ of, make, opened, onClose }: TableDialogProps) {
  const { t } = useTranslation();
  const [tables, setTables] = useState<readonly Table[]>();
  const [failed, setFailed] = useState(false);
  const [shown, setShown] = useState(0);
  const mounted = useMounted();
  useEffect(() => {
    if (!opened) return;
    let current = true;
    setTables(undefined);
    setFailed(false);
    setShown(0);
    make().then(
      (part) => current && setTables(part.tables),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the numbers are of the moment when it was opened
  }, [opened]);
  const table = tables?.[shown];
  const escape = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
  return (
    <Modal
      opened={mounted && opened}
      onClose={onClose}
      onKeyDown={escape}
      closeOnEscape={false}
      title={of}
      size="min(1200px, 96vw)"
      closeButtonProps={{ 'aria-label': t('common.close'), 'data-mantine-stop-propagation': true } as object}
      attributes={{ header: { role: 'presentation' }, content: { 'data-mantine-stop-propagation': true } }}
    >
      <div className="tableDialog" data-testid="table-dialog">
        {failed && <p className="note">{t('takeaway.notListed')}</p>}
        {tables?.length === 0 && <p className="note">{t('takeaway.nothing')}</p>}
        {tables && tables.length > 1 && (
          <NativeSelect
            size="xs"
            label={t('takeaway.table.which')}
            value={shown}
            onChange={(event) => setShown(Number(event.currentTarget.value))}
            data={tables.map(({ title }, i) => ({ value: String(i), label: title }))}
            data-mantine-stop-propagation
          />
        )}
        {table && <ShownTable key={table.name} table={table} />}
      </div>
    </Modal>
  );
}
