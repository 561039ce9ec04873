import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { Problem } from '../contracts';

/** The sentence for a problem, in the page's language. */
export function problemSentence({ code, values }: Problem): string {
  const key = `problem.${code}`;
  if (i18next.exists(key)) return i18next.t(key as 'problem.title', { ...values });
  return i18next.t('problem.unknown', { message: String(values?.message ?? code) });
}

/** Says what went wrong, by name where one file is to blame; what was on screen stays. */
export function reportProblem(problem: Problem, name?: string): void {
  const reason = problemSentence(problem);
  notifications.show({
    title: i18next.t('problem.title'),
    message: name && !reason.includes(name) ? i18next.t('problem.refused', { name, reason }) : reason,
    color: 'red',
    autoClose: 12_000,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
  });
}
