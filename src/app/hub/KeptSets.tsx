import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatBytes, formatCount } from '../../locales/format';
import type { HubNetworks } from './hub';
import type { HubSets } from './hubSets';
import { sampleName } from './storedSets';

interface LineProps {
  name: string;
  what: string[];
  /** Words of each way to open it, and what it does. */
  ways: readonly (readonly [words: string, act: () => Promise<void>])[];
  disabled: boolean;
}

function Line({ name, what, ways, disabled }: LineProps) {
  return (
    <li>
      <span>
        {name}
        <span className="note">{what.join(', ')}</span>
      </span>
      <span>
        {ways.map(([words, act]) => (
          <Button key={words} size="compact-xs" variant="default" ml={6} disabled={disabled} aria-label={`${words}: ${name}`} onClick={() => void act()}>
            {words}
          </Button>
        ))}
      </span>
    </li>
  );
}

/** Labelled sets of the hub that are here, whole or in part. */
export function KeptSets({ hub, sets, disabled }: { hub: HubNetworks; sets: HubSets; disabled: boolean }) {
  const { t } = useTranslation();
  const { sets: kept = [], samples = [] } = useStore(hub.state);
  if (kept.length + samples.length === 0) return null;
  const size = (bytes: number) => formatBytes(bytes, 3);
  return (
    <ul className="hubKept" aria-label={t('hub.sets.kept')}>
      {kept.map((one) => (
        <Line
          key={one.key}
          name={one.name}
          what={[one.complete ? size(one.bytes) : t('hub.storedPart', { have: size(one.have), total: size(one.bytes) }), one.licence ?? t('hub.noLicence')]}
          ways={[[t(one.complete ? 'hub.open' : 'hub.sets.goOn'), () => sets.open(one)]]}
          disabled={disabled}
        />
      ))}
      {samples.map((one) => (
        <Line
          key={one.key}
          name={sampleName(one)}
          what={[t('hub.viewer.have', { have: formatCount(one.have), total: formatCount(one.wanted), size: size(one.bytes) }), one.licence ?? t('hub.noLicence')]}
          ways={[
            ...(one.have < one.wanted ? [[t('hub.sets.goOn'), () => sets.openSample(one, true)] as const] : []),
            ...(one.have > 0 ? [[t('hub.open'), () => sets.openSample(one, false)] as const] : []),
          ]}
          disabled={disabled}
        />
      ))}
    </ul>
  );
}
