import i18next from 'i18next';
import { version } from '../../../package.json';
import type { Manifest } from '../../contracts';
import { formatCount } from '../../locales/format';
import type { State } from '../../store/store';
import { settingText } from '../gates/outcomeText';

type Sourced = Pick<State, 'manifest' | 'profile' | 'record' | 'history'>;

/** Day of the export, `2026-11-24`. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function networkLine({ name, id, provenance }: Manifest): string {
  return i18next.t('takeaway.source.network', { name, id, data: text(provenance.data) });
}

/** Network and data; then what is said of these numbers; then program and day. */
export function sourceOf({ manifest }: Sourced, ...lines: string[]): string[] {
  return [...(manifest ? [networkLine(manifest)] : []), ...lines.filter(Boolean), i18next.t('takeaway.source.app', { version, date: today() })];
}

/** Where class curves come from, and that all gates were live. */
export function profileLine({ profile }: Sourced): string {
  if (!profile) return '';
  const n = profile.count.reduce((sum, count) => sum + count, 0);
  return i18next.t('takeaway.source.profile', { images: profile.images, n: formatCount(n), classes: formatCount(profile.classes) });
}

export function recordLine({ record }: Sourced): string {
  return record ? i18next.t('takeaway.source.record', { n: formatCount(record.images) }) : '';
}

/** The gates that were chosen, in words. */
export function gatesLine({ history, manifest }: Sourced): string {
  if (!manifest || Object.keys(history.setting).length === 0) return i18next.t('takeaway.source.live');
  return i18next.t('takeaway.source.gates', { what: settingText(i18next.t, history.setting, manifest.architecture.se.blocks) });
}
