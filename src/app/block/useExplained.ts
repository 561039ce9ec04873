import { useCallback, useEffect, useState } from 'react';
import type { BlockId, ExplainedBlock, Setting } from '../../contracts';
import { toProblem } from '../../engine/problem';
import { settingKey } from '../../analysis/outcome';
import type { ImageEntry } from '../../store/store';
import { useAppState, useSession } from '../context';
import { reportProblem } from '../report';
import { useChosenSetting, useSelectedImage } from '../selectors';

export interface Explained {
  key: string;
  image: ImageEntry;
  setting: Setting;
  explained: ExplainedBlock;
}

/** The chosen image at one block, from one pass under the chosen gates. What was there before stays until the next is there, unless its image has gone, as with another network; answers to earlier questions are dropped. */
export function useExplained(block: BlockId | undefined): { shown: Explained | undefined; busy: boolean; failed: boolean; again: () => void } {
  const session = useSession();
  const images = useAppState((state) => state.images);
  const isHere = (one: ImageEntry | undefined) => images.some(({ id }) => id === one?.id);
  const selected = useSelectedImage();
  const image = isHere(selected) ? selected : undefined;
  const setting = useChosenSetting();
  const lost = useAppState((state) => state.failure !== undefined);
  const [shown, setShown] = useState<Explained>();
  const [failed, setFailed] = useState<string>();
  const key = image && block && !lost ? `${image.id} ${block} ${settingKey(setting)}` : undefined;
  const wanted = key !== undefined && shown?.key !== key;
  const asked = wanted && failed !== key;
  useEffect(() => {
    if (!asked || !image || !block) return;
    let current = true;
    const { result, cancel } = session.explain(image.crop, setting, block);
    result.then(
      (explained) => current && setShown({ key, image, setting, explained }),
      (error: unknown) => {
        if (!current) return;
        setFailed(key);
        reportProblem(toProblem(error));
      },
    );
    return () => {
      current = false;
      cancel();
    };
  }, [asked, key, image, setting, block, session]);
  const again = useCallback(() => setFailed(undefined), []);
  return { shown: image && isHere(shown?.image) ? shown : undefined, busy: asked, failed: wanted && !asked, again };
}
