import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import type { BlockId, Estimate } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import type { State } from '../../store/store';
import { useAppState, useAppStore, useSession } from '../context';
import { problemSentence } from '../report';
import { tailOf, usePlan } from '../selectors';
import { useWork } from '../useWork';
import { Waiting } from '../Waiting';

/** Of one image no interval can be given. */
const FEWEST = 2;

/** A camera's picture changes under the measurement. */
const ownImages = ({ images }: State) => images.filter(({ origin }) => origin !== 'camera');
const ownCount = (state: State): number => ownImages(state).length;

/** "12.3 % (11.9 % to 12.8 %)", ends rounded outward. */
function useSaid({ value, low, high, n, stored }: Estimate & { n: number; stored: boolean }): string {
  const { t } = useTranslation();
  const [from, to] = outward(100 * low, 100 * high, 1);
  const images = t(stored ? 'block.functional.heldOut' : 'block.functional.yours', { n: formatCount(n) });
  return t('block.functional.value', { value: formatPercent(value), low: formatFixed(from, 1), high: formatPercent(to / 100), images });
}

function Found(found: Estimate & { n: number; stored: boolean }) {
  return <p role="status">{useSaid(found)}</p>;
}

/** By how much one block's gates, as they differ from their mean, move what leaves it: measured when asked, on held-out images where they reach the block, else on the person's. */
export function FunctionalSpread({ block }: { block: BlockId }) {
  const { t } = useTranslation();
  const session = useSession();
  const store = useAppStore();
  const plan = usePlan();
  const ready = useAppState((state) => state.ready);
  const heldOut = useAppState(({ manifest }) => manifest?.files['heldout.safetensors'] !== undefined);
  const count = useAppState(ownCount);
  const working = useWork();
  const [found, setFound] = useState<Estimate & { n: number; stored: boolean }>();
  const stored = heldOut && plan !== undefined && tailOf(plan).includes(block);
  const begin = () => {
    const crops = stored ? undefined : ownImages(store.getState()).map(({ crop }) => crop);
    void working.start('functional', (onProgress) => session.functional(block, crops, onProgress), (result) => setFound({ ...result, stored }));
  };
  const enough = stored || count >= FEWEST;
  return (
    <div data-testid="functional">
      <h3>{t('block.functional.title')}</h3>
      <p className="note">{t('block.functional.what')}</p>
      {found && <Found {...found} />}
      {working.problem && <p role="alert">{problemSentence(working.problem)}</p>}
      {working.busy ? (
        <Waiting working={working} say={({ done, total }) => t('block.functional.working', { percent: formatPercent(total > 0 ? done / total : 0, 0) })} />
      ) : (
        !found &&
        (enough ? (
          <Button size="compact-xs" variant="default" disabled={!ready} onClick={begin}>
            {stored ? t('block.functional.measureHeldOut') : t('block.functional.measureYours', { n: formatCount(count) })}
          </Button>
        ) : (
          <p className="note">{t('block.functional.none')}</p>
        ))
      )}
    </div>
  );
}
