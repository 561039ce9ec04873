import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HubSet } from '../../data/hubSet';
import { hubAt } from '../../data/hub';
import { viewerOf, type ViewerFacts, type ViewerSplit } from '../../data/viewer';
import { formatBytes, formatCount } from '../../locales/format';
import type { HubNetworks } from './hub';
import type { HubSets } from './hubSets';

const AT_FIRST = 300;
const MOST = 2_000;

interface ViewerPartProps {
  hub: HubNetworks;
  sets: HubSets;
  found: HubSet;
}

/** For whoever doesn't want the whole file: the first images of a split, one by one from the hub's viewer. */
export function ViewerPart({ hub, sets, found }: ViewerPartProps) {
  const { t } = useTranslation();
  const { viewer } = useStore(sets.state);
  const { host } = viewerOf(hubAt(hub.state.getState().endpoint)).endpoint;
  return (
    <div className="hubViewer">
      <h4>{t('hub.viewer.title')}</h4>
      <p className="note">{t('hub.viewer.intro', { host })}</p>
      {viewer ? (
        <Choice sets={sets} found={found} viewer={viewer} />
      ) : (
        <Button size="xs" variant="default" onClick={() => void sets.askViewer(found)}>
          {t('hub.viewer.ask')}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  sets: HubSets;
  found: HubSet;
  viewer: { splits: readonly ViewerSplit[]; facts: readonly ViewerFacts[] };
}

const same = (a: ViewerSplit, b: ViewerSplit): boolean => a.config === b.config && a.split === b.split;

function Choice({ sets, found, viewer: { splits, facts } }: ChoiceProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(facts.at(-1) ?? splits[0]!);
  const known = facts.find((one) => same(one, chosen));
  return (
    <>
      <fieldset className="hubSplits">
        <legend>{t('hub.sets.which')}</legend>
        {splits.map((one) => (
          <label key={`${one.config} ${one.split}`}>
            <input type="radio" name="hub-viewer-split" checked={same(one, chosen)} onChange={() => setChosen(one)} />
            <span>{[one.config === 'default' ? '' : one.config, one.split].filter(Boolean).join('/')}</span>
          </label>
        ))}
      </fieldset>
      {known ? (
        <Facts key={`${known.config} ${known.split}`} sets={sets} found={found} facts={known} />
      ) : (
        <Button size="xs" variant="default" onClick={() => void sets.askFacts(found, chosen)}>
          {t('hub.viewer.askSplit', { split: chosen.split })}
        </Button>
      )}
    </>
  );
}

function Facts({ sets, found, facts }: { sets: HubSets; found: HubSet; facts: ViewerFacts }) {
  const { t } = useTranslation();
  const { rows, columns, bytesPerRow, partial } = facts;
  const [count, setCount] = useState(AT_FIRST);
  const wanted = Math.min(count, rows);
  const licence = found.licence ?? t('hub.noLicence');
  return (
    <>
      <p>
        {t('hub.viewer.facts', { rows: formatCount(rows), labels: columns.names.length > 0 ? t('hub.viewer.labels', { count: columns.names.length }) : t('hub.viewer.unnamed'), licence })} {partial && t('hub.viewer.partial')}
      </p>
      <NumberInput size="xs" mb={8} label={t('hub.viewer.count')} min={1} max={Math.min(rows, MOST)} clampBehavior="strict" allowDecimal={false} value={wanted} onChange={(value) => setCount(Math.max(1, Number(value) || 1))} />
      <Button size="xs" disabled={rows === 0} onClick={() => void sets.sample(found, facts, wanted)}>
        {bytesPerRow === undefined ? t('hub.viewer.fetchUnknown', { count: wanted }) : t('hub.viewer.fetch', { count: wanted, size: formatBytes(wanted * bytesPerRow) })}
      </Button>
    </>
  );
}
