import { Table } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { settingKey } from '../../analysis/outcome';
import type { Work } from '../../contracts';
import { formatCount, formatPercent } from '../../locales/format';
import { settingText } from '../gates/outcomeText';
import { problemSentence } from '../report';
import { useChosenSetting, useSettledManifest } from '../selectors';
import { fates } from './fate';
import { FilesPanel } from './FilesPanel';
import { type Lighter, lighterOf, repairedLighter } from './handOver';
import { RepairPanel } from './RepairPanel';
import type { RepairedHere } from './repaired';
import { TimesPanel } from './TimesPanel';
import type { Measured } from './times';
import { useWork } from '../useWork';
import './lighter.css';

function Costs({ before, after }: Pick<Lighter, 'before' | 'after'>) {
  const { t } = useTranslation();
  const row = (key: keyof Work) => {
    const removed = before.total[key] - after.total[key];
    return (
      <Table.Tr key={key}>
        <Table.Th>{t(`outcome.table.${key}`)}</Table.Th>
        <Table.Td>{formatCount(before.total[key])}</Table.Td>
        <Table.Td>{formatCount(after.total[key])}</Table.Td>
        <Table.Td>
          {formatCount(removed)} <small>{formatPercent(before.total[key] > 0 ? removed / before.total[key] : 0)}</small>
        </Table.Td>
      </Table.Tr>
    );
  };
  return (
    <Table className="numbers" data-testid="lighter-cost">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lighter.table')}</Table.Th>
          <Table.Th>{t('lighter.before')}</Table.Th>
          <Table.Th>{t('lighter.after')}</Table.Th>
          <Table.Th>{t('lighter.removed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{(['parameters', 'macs', 'elementwise'] as const).map(row)}</Table.Tbody>
    </Table>
  );
}

function Contents({ lighter }: { lighter: Lighter }) {
  const { t } = useTranslation();
  const working = useWork();
  const [measured, setMeasured] = useState<Measured>();
  const [repaired, setRepaired] = useState<RepairedHere>();
  const [taken, setTaken] = useState(false);
  const { plan, setting } = lighter;
  const what = settingText(t, setting, plan.se);
  const handed = taken ? repaired : undefined;
  return (
    <div className="lighter" data-testid="lighter">
      <p>{what ? <Trans i18nKey="lighter.what" values={{ what }} components={{ b: <strong /> }} /> : t('lighter.whatLive')}</p>
      <Costs {...lighter} />
      {what && (
        <ul className="note">
          {fates(plan, setting).map(([fate, blocks]) => (
            <li key={fate}>{t(`lighter.fate.${fate}`, { blocks: blocks.join(', ') })}</li>
          ))}
        </ul>
      )}
      {what && <TimesPanel lighter={lighter} working={working} measured={measured} onMeasured={setMeasured} />}
      {what && <RepairPanel lighter={lighter} working={working} repaired={repaired} taken={taken} onRepaired={setRepaired} onTaken={setTaken} />}
      <FilesPanel lighter={handed ? repairedLighter(t, lighter, handed.before.length) : lighter} working={working} measured={measured} repaired={handed} />
      {working.problem && (
        <p className="bad" role="alert">
          {problemSentence(working.problem)}
        </p>
      )}
    </div>
  );
}

/** What the chosen gates leave: its cost, its milliseconds against the open network's, and the files that it is handed over as. */
export function LighterPanel() {
  const manifest = useSettledManifest();
  const setting = useChosenSetting();
  const { t } = useTranslation();
  const lighter = useMemo(() => manifest && lighterOf(t, manifest, setting), [t, manifest, setting]);
  return lighter && <Contents key={`${lighter.id} ${settingKey(setting)}`} lighter={lighter} />;
}
