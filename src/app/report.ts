import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import type { Problem } from '../contracts';
import { laterSentences } from '../locales/i18n';

interface Notice {
  /** Another with the same id takes its place. */
  id?: string;
  title?: string;
  message: ReactNode;
  color?: string;
  /** After so many ms; false: never by itself. */
  autoClose?: number | false;
}

/** Under which the library shows the last notice of an id: it takes no other in the place of one that is shown. */
const shown = new Map<string, string>();

/** Says something in passing, with a way to close it. */
export function notify({ id, ...notice }: Notice): void {
  if (id !== undefined) withdraw(id);
  const now = notifications.show({ ...notice, closeButtonProps: { 'aria-label': i18next.t('common.close') } });
  if (id !== undefined) shown.set(id, now);
}

/** Closes the notice of this id, where it is still there. */
export function withdraw(id: string): void {
  const earlier = shown.get(id);
  if (earlier !== undefined) notifications.hide(earlier);
}

/** The sentence for a problem, in the page's language. */
export function problemSentence({ code, values }: Problem): string {
  const key = `problem.${code}`;
  if (i18next.exists(key, { ...values })) return i18next.t(key as 'problem.title', { ...values });
  return i18next.t('problem.unknown', { message: String(values?.message ?? code) });
}

/** Says what went wrong, by name where one file is to blame; what was on screen stays. */
export function reportProblem(problem: Problem, name?: string): void {
  const say = () => sayProblem(problem, name);
  laterSentences().then(say, say);
}

function sayProblem(problem: Problem, name: string | undefined): void {
  const reason = problemSentence(problem);
  notify({
    title: i18next.t('problem.title'),
    message: name && !reason.includes(name) ? i18next.t('problem.refused', { name, reason }) : reason,
    color: 'red',
    autoClose: 12_000,
  });
}

/** Says quietly that the engine was started again; one notice, however often. */
export function reportRestart(): void {
  notify({
    id: 'restarted',
    message: i18next.t('offline.restarted'),
    color: 'gray',
    autoClose: 8_000,
  });
}
