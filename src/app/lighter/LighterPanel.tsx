import { Button, Progress, Table } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import { settingKey } from '../../analysis/outcome';
import { compareTurns } from '../../analysis/turns';
import type { Problem, Progress as Done, Work } from '../../contracts';
import { isCancelled, toProblem } from '../../engine/problem';
import { formatBytes, formatCount, formatPercent, formatPower } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { settingText } from '../gates/outcomeText';
import { problemSentence } from '../report';
import { useChosenSetting, useSettledManifest } from '../selectors';
import type { Stoppable } from '../session';
import { save } from '../takeaway/files';
import { fates } from './fate';
import { folderFile, type Lighter, lighterOf, onnxMetadata, weightBytes } from './handOver';
import { type Measured, savedText, spreadText, whereText } from './times';
import './lighter.css';

/** One piece of work at a time, which stops with the panel. */
function useWork() {
  const [busy, setBusy] = useState<{ what: string; progress?: Done }>();
  const [problem, setProblem] = useState<Problem>();
  const stop = useRef<() => void>(undefined);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      stop.current?.();
    };
  }, []);
  const start = useCallback(async <T,>(what: string, begin: (onProgress: (progress: Done) => void) => Stoppable<T>, then: (result: T) => void | Promise<void>) => {
    setProblem(undefined);
    setBusy({ what });
    const { result, cancel } = begin((progress) => !gone.current && setBusy({ what, progress }));
    stop.current = cancel;
    try {
      const found = await result;
      if (!gone.current) await then(found);
    } catch (error) {
      if (!gone.current && !isCancelled(error)) setProblem(toProblem(error));
    }
    stop.current = undefined;
    if (!gone.current) setBusy(undefined);
  }, []);
  return { busy, problem, start, cancel: () => stop.current?.() };
}

type Working = ReturnType<typeof useWork>;

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

function Times({ lighter, working, measured, onMeasured }: { lighter: Lighter; working: Working; measured: Measured | undefined; onMeasured: (measured: Measured) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const { busy, start, cancel } = working;
  const ready = useAppState((state) => state.ready);
  const measuring = busy?.what === 'time' ? (busy.progress ?? { done: 0, total: 0 }) : undefined;
  const measure = () =>
    void start('time', (onProgress) => session.timeLighter(lighter.setting, onProgress), ({ backend, threads, before, after }) => onMeasured({ turns: compareTurns(before, after), backend, threads }));
  return (
    <section aria-labelledby="lighter-time">
      <h3 id="lighter-time">{t('lighter.time.title')}</h3>
      {measured && (
        <div data-testid="lighter-time">
          <dl className="lighterTimes">
            <dt>{t('lighter.before')}</dt>
            <dd>{spreadText(t, measured.turns.before)}</dd>
            <dt>{t('lighter.after')}</dt>
            <dd>{spreadText(t, measured.turns.after)}</dd>
          </dl>
          <p role="status">{savedText(t, measured.turns)}</p>
          <p className="note">{whereText(t, measured)}</p>
        </div>
      )}
      {measuring ? (
        <div className="checking">
          <Progress value={measuring.total > 0 ? (100 * measuring.done) / measuring.total : 0} aria-label={t('lighter.time.measuring', { ...measuring })} />
          <span className="small" role="status">
            {t('lighter.time.measuring', { ...measuring })}
          </span>
          <Button size="compact-xs" variant="default" onClick={cancel}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        <Button size="compact-sm" variant="default" disabled={!ready || busy !== undefined} onClick={measure}>
          {t(measured ? 'lighter.time.again' : 'lighter.time.measure')}
        </Button>
      )}
    </section>
  );
}

/** A written file; of a network, how well it equals the gated one. */
interface Written {
  file: string;
  compared?: { difference: number; count: number };
}

function writtenText(t: TFunction, { file, compared }: Written): string {
  if (!compared) return t('lighter.files.written', { file });
  return t('lighter.files.done', { file, difference: formatPower(compared.difference), count: compared.count });
}

function Files({ lighter, working, measured }: { lighter: Lighter; working: Working; measured: Measured | undefined }) {
  const { t } = useTranslation();
  const session = useSession();
  const store = useAppStore();
  const ready = useAppState((state) => state.ready);
  /** What is recorded has arrived, or there is nothing. */
  const known = useAppState((state) => state.recordKnown);
  const [written, setWritten] = useState<Written>();
  const { busy, start, cancel } = working;
  const { manifest: { preprocessing: { size: [height, width] } }, plan: { classes }, id, name, setting } = lighter;
  const size = formatBytes(weightBytes(lighter));
  const folder = () => {
    const file = `${id}.zip`;
    void start(file, () => session.lighter(setting), async (network) => {
      save(await folderFile(store.getState(), lighter, network), file);
      setWritten({ file, compared: { difference: network.agreement.logits, count: network.agreement.images } });
    });
  };
  const onnx = () => {
    const file = `${id}.onnx`;
    void start(file, () => session.lighterOnnx(setting, name, onnxMetadata(store.getState(), lighter)), ({ bytes, agreement }) => {
      save(new Blob([bytes]), file);
      setWritten({ file, compared: { difference: agreement.logits, count: agreement.images } });
    });
  };
  const report = () => {
    const file = `${id}.html`;
    void start(file, () => ({ result: import('./report'), cancel: () => {} }), async ({ reportFile }) => {
      save(await reportFile(store.getState(), lighter, measured), file);
      setWritten({ file });
    });
  };
  const rows = [
    { key: 'folder', take: folder, possible: ready, note: t('lighter.files.folderNote', { size }) },
    { key: 'onnx', take: onnx, possible: ready, note: t('lighter.files.onnxNote', { height, width, classes: formatCount(classes), size }) },
    ...(Object.keys(setting).length > 0 ? [{ key: 'report', take: report, possible: known, note: t('lighter.files.reportNote') } as const] : []),
  ] as const;
  const writing = busy && busy.what !== 'time';
  return (
    <section aria-labelledby="lighter-files">
      <h3 id="lighter-files">{t('lighter.files.title')}</h3>
      <ul className="lighterFiles">
        {rows.map(({ key, take, note, possible }) => (
          <li key={key}>
            <Button size="compact-sm" disabled={!possible || busy !== undefined} onClick={take}>
              {t(`lighter.files.${key}`)}
            </Button>
            <span className="note">{note}</span>
          </li>
        ))}
      </ul>
      <div role="status" className="lighterStatus">
        {writing && (
          <>
            {t('lighter.files.writing', { file: busy.what })}{' '}
            <Button size="compact-xs" variant="default" onClick={cancel}>
              {t('common.cancel')}
            </Button>
          </>
        )}
        {!busy && written && writtenText(t, written)}
      </div>
      <p className="note">{t('lighter.files.golden')}</p>
    </section>
  );
}

function Contents({ lighter }: { lighter: Lighter }) {
  const { t } = useTranslation();
  const working = useWork();
  const [measured, setMeasured] = useState<Measured>();
  const { plan, setting } = lighter;
  const what = settingText(t, setting, plan.se);
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
      {what && <Times lighter={lighter} working={working} measured={measured} onMeasured={setMeasured} />}
      <Files lighter={lighter} working={working} measured={measured} />
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
