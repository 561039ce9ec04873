import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatFixed, formatPercent } from '../../locales/format';
import { useAppState } from '../context';
import { later } from '../later';
import { Opens } from '../Opens';

const EngineDetails = later(async () => (await import('./EngineDetails')).EngineDetails);

function useStatusLine(): string[] {
  const { t } = useTranslation();
  const manifest = useAppState((state) => state.manifest);
  const backend = useAppState((state) => state.backend);
  const download = useAppState((state) => state.download);
  const ready = useAppState((state) => state.ready);
  const failed = useAppState((state) => state.failure !== undefined);
  const parts = manifest ? [manifest.name] : [];
  if (backend) {
    parts.push([backend.name, t('engine.threads', { count: backend.threads })].join(', '));
    if (backend.milliseconds !== undefined) parts.push(t('engine.milliseconds', { value: formatFixed(backend.milliseconds, 0) }));
    if (backend.halfPrecision) parts.push(t('engine.half'));
  }
  if (failed) parts.push(t('engine.notLoaded'));
  else if (!ready) {
    parts.push(
      download
        ? t('engine.loading', { file: download.file, percent: formatPercent(download.bytes / Math.max(1, download.total), 0) })
        : t('engine.starting'),
    );
  }
  return parts;
}

/** Which network runs, where, how fast, and whether it equals PyTorch; opens to the choice of engine. */
export function EngineBadge() {
  const { t } = useTranslation();
  const unchecked = useAppState(({ ready, manifest }) => ready && manifest && !manifest.files['golden.safetensors']);
  const selfTest = useAppState((state) => state.selfTest);
  const parts = useStatusLine();
  const choose = useAppState((state) => state.choose);
  return (
    <Opens
      width={340}
      position="bottom-end"
      target={
        <UnstyledButton className="badge" data-testid="engine">
          <span>{parts.join(' · ')}</span>
          {selfTest && (
            <>
              <span> · </span>
              <span className={selfTest.ok ? 'good' : 'bad'}>{t(`engine.${selfTest.ok ? 'as' : 'notAs'}${selfTest.own ? 'Written' : 'PyTorch'}`)}</span>
            </>
          )}
          {unchecked && <span> · {t('network.unchecked')}</span>}
        </UnstyledButton>
      }
    >
      {(close) => (
        <EngineDetails
          onOpen={(dialog) => {
            close();
            choose(dialog === 'comparison' ? { section: 'compare', compared: 'networks' } : { [dialog]: true });
          }}
        />
      )}
    </Opens>
  );
}
