import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackendChoice, BackendStatus } from '../../contracts';
import { formatPower } from '../../locales/format';
import { useAppState, useSession } from '../context';
import { NetworkChoice, type OpensDialog } from '../network/NetworkChoice';

const choices: BackendChoice[] = ['auto', 'wasm', 'webgl', 'webgpu', 'cpu'];

function PassedOver({ backend }: { backend: BackendStatus }) {
  const { t } = useTranslation();
  return (
    <>
      {!backend.isolated && backend.name === 'wasm' && <Text size="xs">{t(navigator.serviceWorker?.controller ? 'offline.reloadForThreads' : 'engine.notIsolated')}</Text>}
      {backend.renderer && (
        <Text size="xs" c="dimmed">
          {t('engine.renderer', { renderer: backend.renderer })}
        </Text>
      )}
      {backend.passedOver.map(({ name, reason }) => (
        <Text size="xs" c="dimmed" key={name}>
          {t(`engine.passedOver.${reason}`, { name })}
        </Text>
      ))}
    </>
  );
}

/** The choice of engine, what was passed over and why, the self-test and the network's size. */
export function EngineDetails({ onOpen }: { onOpen: (dialog: OpensDialog) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const backend = useAppState((state) => state.backend);
  const selfTest = useAppState((state) => state.selfTest);
  const choice = useAppState((state) => state.backendChoice);
  return (
    <Stack gap="sm">
      <NetworkChoice onOpen={onOpen} />
      <Radio.Group label={t('engine.choose')} value={choice} onChange={(value) => session.chooseBackend(value as BackendChoice)}>
        <Stack gap={6} mt={6}>
          {choices.map((name) => (
            <Radio key={name} size="xs" value={name} label={t(`engine.${name}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {backend && <PassedOver backend={backend} />}
      {selfTest && (
        <div>
          <Text size="sm" fw={600}>
            {t(selfTest.own ? 'engine.selfTestOwn' : 'engine.selfTest')}
          </Text>
          <Text size="xs">
            {t('engine.selfTestValues', {
              excitation: formatPower(selfTest.excitation),
              excitationLimit: formatPower(selfTest.limits.excitation),
              logits: formatPower(selfTest.logits),
              logitsLimit: formatPower(selfTest.limits.logits),
            })}
          </Text>
        </div>
      )}
      <button type="button" className="link small" onClick={() => onOpen('storageOpen')}>
        {t('offline.storage.open')}
      </button>
    </Stack>
  );
}
