import { Button, Loader, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HubSet } from '../../data/hubSet';
import { formatBytes, formatCount } from '../../locales/format';
import { problemSentence } from '../report';
import { Busy } from './Busy';
import { Endpoint } from './Endpoint';
import { KeptSets } from './KeptSets';
import { hostOf, type HubNetworks } from './hub';
import type { HubSets } from './hubSets';
import { RepoForm } from './RepoForm';
import { useHub, useHubSets } from './useHub';
import { ViewerPart } from './ViewerPart';
import './hub.css';

/** More than this is fetched only where somebody asks for more files. */
const AT_FIRST = 500e6;

const megabytes = (bytes: number): string => formatBytes(bytes, 3);

/** Labelled sets from the hub by name: what there is of a data set and what it takes, before anything is fetched. */
export function SetsPanel() {
  const hub = useHub();
  const sets = useHubSets();
  return hub && sets ? <Sets hub={hub} sets={sets} /> : <Loader size="sm" />;
}

function Sets({ hub, sets }: { hub: HubNetworks; sets: HubSets }) {
  const { t } = useTranslation();
  const { endpoint } = useStore(hub.state);
  const { found, fetching, asking, opening, problem } = useStore(sets.state);
  const busy = fetching?.repo ?? asking ?? opening;
  const title = busy ?? problem?.repo ?? found?.repo;
  return (
    <>
      <p className="note hubIntro">{t('hub.intro', { host: hostOf(endpoint) })}</p>
      <KeptSets hub={hub} sets={sets} disabled={busy !== undefined} />
      <RepoForm kind="data set" label={t('hub.sets.name')} disabled={busy !== undefined} onLook={(name) => void sets.look(name)} />
      <p className="note">{t('hub.sets.such')}</p>
      {title !== undefined && (
        <section className="hubChosen" aria-label={title}>
          <h3>{title.replace(/^datasets\//, '')}</h3>
          {busy !== undefined ? <Busy state={{ fetching, asking, opening }} host={hostOf(endpoint)} onCancel={sets.cancel} /> : found?.repo === title && (
            <>
              <Splits key={title} sets={sets} found={found} />
              <ViewerPart hub={hub} sets={sets} found={found} />
            </>
          )}
          {problem && (
            <p className="bad hubProblem" role="alert">
              {problemSentence(problem)}
            </p>
          )}
        </section>
      )}
      <Endpoint hub={hub} endpoint={endpoint} disabled={busy !== undefined} />
    </>
  );
}

function Splits({ sets, found }: { sets: HubSets; found: HubSet }) {
  const { t } = useTranslation();
  const [name, setName] = useState(found.splits[0]!.name);
  const split = found.splits.find((one) => one.name === name)!;
  const [count, setCount] = useState<number>();
  const files = Math.min(split.files.length, count ?? firstFiles(split.files));
  const bytes = split.files.slice(0, files).reduce((sum, file) => sum + file.bytes, 0);
  return (
    <>
      <p>{t('hub.sets.found', { licence: found.licence ?? t('hub.noLicence') })}</p>
      <fieldset className="hubSplits">
        <legend>{t('hub.sets.which')}</legend>
        {found.splits.map((one) => (
          <label key={one.name}>
            <input
              type="radio"
              name="hub-split"
              checked={one.name === name}
              onChange={() => {
                setName(one.name);
                setCount(undefined);
              }}
            />
            <span>{one.name}</span>
            <span className="note number">{t('hub.sets.size', { count: one.files.length, size: megabytes(one.files.reduce((sum, file) => sum + file.bytes, 0)) })}</span>
          </label>
        ))}
      </fieldset>
      {split.files.length > 1 && (
        <NumberInput
          size="xs"
          mb={8}
          label={t('hub.sets.files', { total: formatCount(split.files.length) })}
          min={1}
          max={split.files.length}
          clampBehavior="strict"
          allowDecimal={false}
          value={files}
          onChange={(value) => setCount(Math.max(1, Number(value) || 1))}
        />
      )}
      <Button size="xs" onClick={() => void sets.fetch(found, split, files)}>
        {t('hub.fetch', { size: megabytes(bytes) })}
      </Button>
    </>
  );
}

/** As many as are not too much to begin with, one at least. */
function firstFiles(files: readonly { bytes: number }[]): number {
  let bytes = 0;
  const too = files.findIndex((file) => (bytes += file.bytes) > AT_FIRST);
  return too < 0 ? files.length : Math.max(1, too);
}
