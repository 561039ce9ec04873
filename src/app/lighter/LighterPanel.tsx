import { Button, Progress, Table } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { settingKey } from '../../analysis/outcome';
import type { TimedTurns } from '../../analysis/turns';
import { compareTurns } from '../../analysis/turns';
import type { BackendName, Problem, Progress as Done, Work } from '../../contracts';
import { isCancelled, toProblem } from '../../engine/problem';
import { formatBytes, formatCount, formatFixed, formatPercent, formatPower } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { settingText } from '../gates/outcomeText';
import { problemSentence } from '../report';
import { useChosenSetting, useSettledManifest } from '../selectors';
import type { Stoppable } from '../session';
import { save } from '../takeaway/files';
import { fates } from './fate';
import { folderFile, type Lighter, lighterOf, onnxMetadata, weightBytes } from './handOver';
import './lighter.css';

interface Measured {
  turns: TimedTurns;
  backend: BackendName;
  threads: number;
}

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

const ms = (value: number) => formatFixed(value, 2);

function Saved({ turns }: { turns: TimedTurns }) {
  const { t } = useTranslation();
  const { saved: { value, low, high }, before, told } = turns;
  if (!told) return t('lighter.time.noise', { saved: ms(value), low: ms(low), high: ms(high) });
  if (value < 0) return t('lighter.time.costs', { saved: ms(-value), low: ms(-high), high: ms(-low) });
  return t('lighter.time.saves', { saved: ms(value), percent: formatPercent(value / before.median), low: ms(low), high: ms(high) });
}

function Times({ lighter, working, measured, onMeasured }: { lighter: Lighter; working: Working; measured: Measured | undefined; onMeasured: (measured: Measured) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const { busy, start, cancel } = working;
  const ready = useAppState((state) => state.ready);
  const measuring = busy?.what === 'time' ? (busy.progress ?? { done: 0, total: 0 }) : undefined;
  const measure = () =>
    void start('time', (onProgress) => session.timeLighter(lighter.setting, onProgress), ({ backend, threads, before, after }) => onMeasured({ turns: compareTurns(before, after), backend, threads }));
  const line = ({ median, low, high }: TimedTurns['before']) => t('lighter.time.row', { median: ms(median), low: ms(low), high: ms(high) });
  return (
    <section aria-labelledby="lighter-time">
      <h3 id="lighter-time">{t('lighter.time.title')}</h3>
      {measured && (
        <div data-testid="lighter-time">
          <dl className="lighterTimes">
            <dt>{t('lighter.before')}</dt>
            <dd>{line(measured.turns.before)}</dd>
            <dt>{t('lighter.after')}</dt>
            <dd>{line(measured.turns.after)}</dd>
          </dl>
          <p role="status">
            <Saved turns={measured.turns} />
          </p>
          <p className="note">{t('lighter.time.where', { backend: measured.backend, count: measured.threads, n: measured.turns.n })}</p>
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

/** Says of a written file that it was compared first. */
interface Written {
  file: string;
  difference: number;
  count: number;
}

function Files({ lighter, working }: { lighter: Lighter; working: Working }) {
  const { t } = useTranslation();
  const session = useSession();
  const store = useAppStore();
  const ready = useAppState((state) => state.ready);
  const [written, setWritten] = useState<Written>();
  const { busy, start, cancel } = working;
  const { manifest: { preprocessing: { size: [height, width] } }, plan: { classes }, id, name, setting } = lighter;
  const size = formatBytes(weightBytes(lighter));
  const folder = () => {
    const file = `${id}.zip`;
    void start(file, () => session.lighter(setting), async (network) => {
      save(await folderFile(store.getState(), lighter, network), file);
      setWritten({ file, difference: network.agreement.logits, count: network.agreement.images });
    });
  };
  const onnx = () => {
    const file = `${id}.onnx`;
    void start(file, () => session.lighterOnnx(setting, name, onnxMetadata(store.getState(), lighter)), ({ bytes, agreement }) => {
      save(new Blob([bytes]), file);
      setWritten({ file, difference: agreement.logits, count: agreement.images });
    });
  };
  const rows = [
    { key: 'folder', take: folder, note: t('lighter.files.folderNote', { size }) },
    { key: 'onnx', take: onnx, note: t('lighter.files.onnxNote', { height, width, classes: formatCount(classes), size }) },
  ] as const;
  const writing = busy && busy.what !== 'time';
  return (
    <section aria-labelledby="lighter-files">
      <h3 id="lighter-files">{t('lighter.files.title')}</h3>
      <ul className="lighterFiles">
        {rows.map(({ key, take, note }) => (
          <li key={key}>
            <Button size="compact-sm" disabled={!ready || busy !== undefined} onClick={take}>
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
        {!busy && written && t('lighter.files.done', { ...written, difference: formatPower(written.difference) })}
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
      <Files lighter={lighter} working={working} />
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
