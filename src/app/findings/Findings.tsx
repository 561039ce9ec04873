import './findings.css';
import { useTranslation } from 'react-i18next';
import { formatTick } from '../../locales/format';
import { findings, type Finding, type FindingValue } from '../../paper/findings';

const groups = [
  { key: 'for', has: ({ claim, side }: Finding) => claim === 'late' && side === 'for' },
  { key: 'against', has: ({ claim, side }: Finding) => claim === 'late' && side === 'against' },
  { key: 'note', has: ({ claim }: Finding) => claim === 'block' },
] as const;

function One({ id, values = {}, sources }: Finding) {
  const { t } = useTranslation();
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatTick(value)]));
  return (
    <li>
      {t(`findings.${id}`, shown as Record<FindingValue, string>)}{' '}
      {sources.map(({ name, address }) => (
        <a key={address} className="link findingSource" href={address} target="_blank" rel="noopener">
          {name}
        </a>
      ))}
    </li>
  );
}

/** What was found since the paper, for its claim on late blocks, against it, and on the block itself, with sources. */
export function Findings() {
  const { t } = useTranslation();
  return groups.map(({ key, has }) => (
    <div key={key} className="findings">
      <h3>{t(`learn.claims.${key}`)}</h3>
      <ul>
        {findings.filter(has).map((finding) => (
          <One key={finding.id} {...finding} />
        ))}
      </ul>
    </div>
  ));
}
