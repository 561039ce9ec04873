import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount, formatPercent } from '../../locales/format';
import type { ImageEntry, State } from '../../store/store';
import { useAppState, useAppStore, useSession } from '../context';
import { top } from '../top';
import type { Lighter } from './handOver';
import { repairText, type RepairedHere } from './repaired';
import type { Working } from '../useWork';
import { Waiting } from '../Waiting';

/** A camera's picture changes under the repair. */
const usable = ({ images }: State): ImageEntry[] => images.filter(({ origin }) => origin !== 'camera');
const usableCount = (state: State): number => usable(state).length;

interface RepairProps {
  lighter: Lighter;
  working: Working;
  repaired: RepairedHere | undefined;
  /** Whether the repaired network is the one that is handed over. */
  taken: boolean;
  onRepaired: (repaired: RepairedHere) => void;
  onTaken: (taken: boolean) => void;
}

/** Takes the statistics of batch norms anew on the person's images, and says what that does to these images. */
export function RepairPanel({ lighter, working, repaired, taken, onRepaired, onTaken }: RepairProps) {
  const { t } = useTranslation();
  const session = useSession();
  const store = useAppStore();
  const ready = useAppState((state) => state.ready);
  const count = useAppState(usableCount);
  const { busy, start } = working;
  const begin = () => {
    const state = store.getState();
    const images = usable(state);
    const live = images.map(({ id }) => {
      const probabilities = state.imageResults[id]?.live?.probabilities;
      return probabilities && top(probabilities, 1)[0]?.index;
    });
    void start('repair', (onProgress) => session.repair(lighter.setting, images.map(({ crop }) => crop), onProgress), (result) => onRepaired({ ...result, live, labels: images.map(({ label }) => label) }));
  };
  return (
    <section aria-labelledby="lighter-repair">
      <h3 id="lighter-repair">{t('lighter.repair.title')}</h3>
      <p className="note">{t('lighter.repair.note')}</p>
      {repaired && (
        <div data-testid="lighter-repair">
          <p role="status">{repairText(t, repaired)}</p>
          <p className="note">{t('lighter.repair.caution', { n: formatCount(repaired.before.length) })}</p>
          <Switch className="lighterTake" size="xs" checked={taken} label={t('lighter.repair.take')} onChange={(event) => onTaken(event.currentTarget.checked)} />
        </div>
      )}
      {busy?.what === 'repair' ? (
        <Waiting working={working} say={({ done, total }) => t('lighter.repair.working', { percent: formatPercent(total > 0 ? done / total : 0, 0) })} />
      ) : (
        <Button size="compact-sm" variant="default" disabled={!ready || busy !== undefined || count === 0} onClick={begin}>
          {t('lighter.repair.start', { count })}
        </Button>
      )}
    </section>
  );
}
