import type { ParseKeys } from 'i18next';
import { Trans } from 'react-i18next';

/** Paragraphs of the locale file. */
export function Prose({ of }: { of: readonly ParseKeys[] }) {
  return of.map((key) => (
    <p key={key}>
      {/* All keys at once are more than Trans's types can take. */}
      <Trans i18nKey={key as 'learn.lead'} components={{ b: <b />, i: <em /> }} />
    </p>
  ));
}
