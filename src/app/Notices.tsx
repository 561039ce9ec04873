import { notificationsStore, useNotifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { laterSentences } from '../locales/i18n';
import { useAppState } from './context';
import { later } from './later';
import { useSettled } from './useSettled';

const load = async () => (await import('./ShownNotices')).ShownNotices;
const Shown = later(load);

/** What the page says in passing. Its code comes with the first notice or after the first prediction: the page is there sooner, and what is said later needs no network. */
export function Notices() {
  const said = useNotifications(notificationsStore).notifications.length > 0;
  const predicted = useSettled(useAppState((state) => Object.keys(state.imageResults).length > 0));
  useEffect(() => {
    if (predicted) Promise.all([load(), laterSentences()]).catch(() => {});
  }, [predicted]);
  return said && <Shown />;
}
