import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MiniInterval } from '../../charts/mini-interval/MiniInterval';
import type { BlockId, GateMode } from '../../contracts';
import { sameSetting, withMode } from '../../store/history';
import { useAppState, useAppStore } from '../context';
import { Opens } from '../Opens';
import { Segments } from '../Segments';
import { useFrozenAlone, usePlan } from '../selectors';
import { quickChoices } from './quick';

const modes: GateMode[] = ['live', 'frozen', 'off'];
/** As many blocks as are listed before "show earlier". */
const listed = 7;

function GateRow({ block }: { block: BlockId }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const mode = useAppState((state) => state.history.setting[block] ?? 'live');
  const choose = (chosen: GateMode) => {
    const { setSetting, history } = store.getState();
    setSetting(withMode(history.setting, block, chosen));
  };
  const alone = useFrozenAlone();
  return (
    <li className="gateRow">
      <span className="gateName">{block}</span>
      {alone && <MiniInterval estimate={alone.changes.get(block)} domain={alone.domain} width={72} />}
      <Segments
        label={t('gates.modeOf', { block })}
        value={mode}
        onChange={choose}
        options={{ live: t('gates.live'), frozen: t('gates.frozen'), off: t('gates.off') }}
      />
    </li>
  );
}

function QuickChoices({ se }: { se: readonly BlockId[] }) {
  const { t } = useTranslation();
  const { setting, past, future } = useAppState((state) => state.history);
  const { setSetting, undo, redo } = useActions();
  return (
    <Group gap={6}>
      {quickChoices(se).map((choice) => {
        const chosen = sameSetting(choice.setting, setting);
        return (
          <Button
            key={choice.kind}
            size="compact-xs"
            radius="xl"
            variant={chosen ? 'filled' : 'default'}
            aria-pressed={chosen}
            onClick={() => setSetting(choice.setting)}
          >
            {t(`gates.quick.${choice.kind}`, { stage: 'stage' in choice ? choice.stage : '' })}
          </Button>
        );
      })}
      <Group gap={6} wrap="nowrap">
        <Button size="compact-xs" radius="xl" variant="subtle" color="gray" disabled={past.length === 0} onClick={undo}>
          {t('gates.undo')}
        </Button>
        <Button size="compact-xs" radius="xl" variant="subtle" color="gray" disabled={future.length === 0} onClick={redo}>
          {t('gates.redo')}
        </Button>
      </Group>
    </Group>
  );
}

function useActions() {
  const setSetting = useAppState((state) => state.setSetting);
  const undo = useAppState((state) => state.undo);
  const redo = useAppState((state) => state.redo);
  return { setSetting, undo, redo };
}

function Tip() {
  const { t } = useTranslation();
  return (
    <Opens
      width={300}
      position="left"
      target={
        <button type="button" className="link small">
          {t('gates.tipTitle')}
        </button>
      }
    >
      <Stack gap={6}>
        {modes.map((mode) => (
          <Text size="xs" key={mode}>
            {t(`gates.tip.${mode}`)}
          </Text>
        ))}
      </Stack>
    </Opens>
  );
}

/** One switch for every SE block: live, frozen, off. */
export function GatesPanel() {
  const { t } = useTranslation();
  const plan = usePlan();
  const [earlier, setEarlier] = useState(false);
  if (!plan || plan.se.length === 0) return null;
  const hidden = Math.max(0, plan.se.length - listed);
  const shown = earlier ? plan.se : plan.se.slice(hidden);
  return (
    <section className="panel" aria-labelledby="gates-title">
      <div className="panelHead">
        <h2 id="gates-title">{t('gates.title')}</h2>
        <Tip />
      </div>
      <QuickChoices se={plan.se} />
      <ul className="gateList">
        {shown.map((block) => (
          <GateRow key={block} block={block} />
        ))}
      </ul>
      <p className="note">
        {hidden > 0 && (
          <>
            <button type="button" className="link" aria-expanded={earlier} onClick={() => setEarlier(!earlier)}>
              {t(earlier ? 'gates.hideEarlier' : 'gates.showEarlier', { count: hidden })}
            </button>
            {' · '}
          </>
        )}
        {t('gates.marks')}
      </p>
    </section>
  );
}
