import { type MouseEvent, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { State } from '../../store/store';
import { useAppStore } from '../context';
import { linkTo } from '../share/link';

type Shown = Pick<State, 'section'> & Partial<Pick<State, 'studied' | 'channel' | 'openRow'>>;

/** Shows the same image, gates and classes in the view where more can be done with them; a link, so that it opens beside this page too. */
export function OpenIn(shown: Shown) {
  const { t } = useTranslation();
  const store = useAppStore();
  const address = useSyncExternalStore(store.subscribe, () => linkTo({ ...store.getState(), ...shown }, undefined));
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.getState().choose(shown);
    window.scrollTo(0, 0);
  };
  return (
    <a className="link learnOpen" href={address} onClick={go}>
      {t('learn.openIn', { view: t(`app.${shown.section}`) })}
    </a>
  );
}
