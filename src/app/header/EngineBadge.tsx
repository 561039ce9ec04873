import { Popover, Radio, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackendChoice, BackendStatus, SelfTest } from '../../contracts';
import { formatCompact, formatCount, formatFixed, formatPercent, formatPower } from '../../locales/format';
import { cost } from '../../network/cost';
import { useAppState, useSession } from '../context';
import { usePlan } from '../selectors';

const choices: BackendChoice[] = ['auto', 'wasm', 'webgl', 'webgpu', 'cpu'];

function SelfTestMark({ selfTest }: { selfTest: SelfTest }) {
  const { t } = useTranslation();
  const difference = formatPower(Math.max(selfTest.excitation, selfTest.logits));
  return (
    <span className={selfTest.ok ? 'good' : 'bad'}>
      {t(selfTest.ok ? 'engine.asPyTorch' : 'engine.notAsPyTorch', { difference })}
    </span>
  );
}

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

function PassedOver({ backend }: { backend: BackendStatus }) {
  const { t } = useTranslation();
  return (
    <>
      {!backend.isolated && backend.name === 'wasm' && <Text size="xs">{t('engine.notIsolated')}</Text>}
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

function Details({ onCard }: { onCard: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const manifest = useAppState((state) => state.manifest);
  const backend = useAppState((state) => state.backend);
  const selfTest = useAppState((state) => state.selfTest);
  const choice = useAppState((state) => state.backendChoice);
  const plan = usePlan();
  const total = useMemo(() => plan && cost(plan), [plan]);
  return (
    <Stack gap="sm">
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
            {t('engine.selfTest')}
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
      {manifest && total && (
        <div>
          <Text size="sm" fw={600}>
            {t('engine.network')}
          </Text>
          <Text size="xs">
            {manifest.name} · {t('engine.parameters', { value: formatCount(total.total.parameters) })} ·{' '}
            {t('engine.macs', { value: formatCompact(total.total.macs) })}
          </Text>
          <Text size="xs" c="dimmed">
            {manifest.licence}
          </Text>
          <button type="button" className="link small" onClick={onCard}>
            {t('card.open')}
          </button>
        </div>
      )}
    </Stack>
  );
}

/** Which network runs, where, how fast, and whether it equals PyTorch; opens to the choice of engine. */
export function EngineBadge() {
  const selfTest = useAppState((state) => state.selfTest);
  const parts = useStatusLine();
  const choose = useAppState((state) => state.choose);
  const [opened, setOpened] = useState(false);
  const openCard = () => {
    setOpened(false);
    choose({ cardOpen: true });
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="badge" data-testid="engine" onClick={() => setOpened(!opened)}>
          <span>{parts.join(' · ')}</span>
          {selfTest && (
            <>
              {' · '}
              <SelfTestMark selfTest={selfTest} />
            </>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Details onCard={openCard} />
      </Popover.Dropdown>
    </Popover>
  );
}
