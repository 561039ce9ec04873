import { Button, Progress, Radio, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelIndex } from '../../contracts';
import { toProblem } from '../../engine/problem';
import { formatBytes, formatCount, formatPercent } from '../../locales/format';
import type { NetworkSource } from '../../store/store';
import { chooseFiles, chooseFolder } from '../chooseFiles';
import { shortName } from '../classNames';
import { useAppState, useSession } from '../context';
import { reportProblem } from '../report';
import { NetworkName } from './NetworkMark';
import { labelsOf, type Two, useTwo } from './sides';

const OWN = '…own';

/** Weights as the engine holds them: each parameter as F32, and once more as wasm packs it. */
const BYTES_A_PARAMETER = 8;

/** The ways to another network; those that fail say so, and what is shown stays. */
function useWays() {
  const session = useSession();
  const told = () => {};
  const open = (source: NetworkSource) => void session.second().then((second) => second.open(source)).catch(told);
  return {
    open,
    cancel: () => void session.second().then((second) => second.cancelOpening()),
    close: () => void session.second().then((second) => second.close()),
    /** One after the other, so that three are never held. */
    swap: async (first: NetworkSource, other: NetworkSource) => {
      const second = await session.second();
      second.close();
      const opened = await session.openNetwork(other).then(() => true, () => false);
      await second.open(opened ? first : other);
    },
  };
}

function Opening() {
  const { t } = useTranslation();
  const opening = useAppState((state) => state.secondOpening);
  const { cancel } = useWays();
  if (!opening) return null;
  const { name, download } = opening;
  const share = download ? download.bytes / Math.max(1, download.total) : 0;
  return (
    <div className="checking" role="status">
      <Progress value={100 * share} aria-label={t('pair.opening')} />
      <span className="small">{download ? t('engine.loading', { file: [name, download.file].filter(Boolean).join(', '), percent: formatPercent(share, 0) }) : t('pair.opening')}</span>
      <Button size="compact-xs" variant="default" onClick={cancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

function Choice({ index, first }: { index: ModelIndex; first: NetworkSource }) {
  const { t } = useTranslation();
  const second = useAppState((state) => state.second);
  const opening = useAppState((state) => state.secondOpening?.source);
  const { open } = useWays();
  const chosen = opening ?? second?.source;
  const others = index.models.filter(({ id }) => !('id' in first && first.id === id) || (chosen && 'id' in chosen && chosen.id === id));
  const own = second && 'files' in second.source ? second.manifest.name : undefined;
  if (others.length === 0 && own === undefined) return <p className="note">{t('pair.onlyOne')}</p>;
  return (
    <Radio.Group label={t('pair.choose')} value={chosen ? ('id' in chosen ? chosen.id : OWN) : null} onChange={(id) => id !== OWN && open({ id })}>
      <Stack gap={6} mt={6}>
        {others.map(({ id, name }) => (
          <Radio key={id} size="xs" value={id} label={name} />
        ))}
        {own !== undefined && <Radio size="xs" value={OWN} label={own} />}
      </Stack>
    </Radio.Group>
  );
}

/** At most so many names are listed. */
const LISTED = 12;

/** Which classes and blocks stand for one another, and which don't. */
function Matches({ two: { a, b, classes, blocks } }: { two: Two }) {
  const { t } = useTranslation();
  const names = (ids: readonly number[], side: typeof a) => {
    const shown = ids.slice(0, LISTED).map((id) => shortName(side.manifest.classes[id]!.name)).join(', ');
    return ids.length > LISTED ? t('pair.more', { names: shown, count: ids.length - LISTED }) : shown;
  };
  const by = classes.by.map((how) => t(`pair.by.${how}`)).join(t('outcome.and'));
  return (
    <>
      <p className="note" data-testid="pair-classes">
        {classes.count === 0 ? t('pair.noClasses') : t('pair.classes', { count: classes.count, a: formatCount(a.manifest.classes.length), b: formatCount(b.manifest.classes.length), by })}
      </p>
      {([[classes.onlyA, a], [classes.onlyB, b]] as const).map(
        ([ids, side]) => ids.length > 0 && <p className="note" key={side.key}>{t('pair.only', { name: side.label, names: names(ids, side) })}</p>,
      )}
      <p className="note">{t(blocks.sameLayout ? 'pair.sameLayout' : 'pair.otherDepth')}</p>
      {[a, b].map((side) => side.plan.se.length === 0 && <p className="note" key={side.key}>{t('pair.withoutSe', { name: side.label })}</p>)}
      {[a, b].map((side) => side.plan.se.length > 0 && !side.profile && <p className="note" key={side.key}>{t('pair.withoutProfile', { name: side.label })}</p>)}
    </>
  );
}

/** Which network stands beside the one on screen. */
export function SecondPanel() {
  const { t } = useTranslation();
  const session = useSession();
  const [index, setIndex] = useState<ModelIndex>();
  const manifest = useAppState((state) => state.manifest);
  const source = useAppState((state) => state.source);
  const second = useAppState((state) => state.second);
  const two = useTwo();
  const { open, close, swap } = useWays();
  useEffect(() => {
    session.networks().then(setIndex, (error: unknown) => reportProblem(toProblem(error)));
  }, [session]);
  if (!manifest || !index) return null;
  const first = source ?? { id: index.default };
  const [label, other] = second ? labelsOf(manifest, second.manifest) : [manifest.name, undefined];
  const chosen = (files: File[]) => files.length > 0 && open({ files });
  return (
    <section className="panel" aria-labelledby="second-title" data-testid="second">
      <h2 id="second-title">{t('pair.title')}</h2>
      <p className="networkNames">
        <NetworkName side={{ key: 'a', label }} />
        {other !== undefined && <NetworkName side={{ key: 'b', label: other }} />}
      </p>
      <Choice index={index} first={first} />
      <div className="links">
        <button type="button" className="link small" onClick={() => chooseFiles('.safetensors,.json,.zip,.txt', chosen)}>
          {t('pair.files')}
        </button>
        <button type="button" className="link small" onClick={() => chooseFolder(chosen)}>
          {t('pair.folder')}
        </button>
        {second ? (
          <>
            <button type="button" className="link small" onClick={() => void swap(first, second.source).catch(() => {})}>
              {t('pair.swap')}
            </button>
            <button type="button" className="link small" onClick={close}>
              {t('pair.close')}
            </button>
          </>
        ) : (
          <button type="button" className="link small" title={t('pair.keepTip')} onClick={() => open(first)}>
            {t('pair.keep')}
          </button>
        )}
      </div>
      <Opening />
      {second?.selfTest && (
        <p className={second.selfTest.ok ? 'note' : 'note bad'}>
          {other}: {t(`engine.${second.selfTest.ok ? 'as' : 'notAs'}${second.selfTest.own ? 'Written' : 'PyTorch'}`)}
        </p>
      )}
      {two ? <Matches two={two} /> : <p className="note">{t('pair.memory', { size: formatBytes(BYTES_A_PARAMETER * manifest.parameters) })}</p>}
    </section>
  );
}
