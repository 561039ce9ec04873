import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredDownload } from '../../data/pieces';
import { formatBytes, formatFixed, formatPercent } from '../../locales/format';
import { hubNetworks, sizesOf } from './known';

interface Line {
  repo: string;
  fileBytes: number;
  top1?: number;
  at?: number;
  licence?: string;
  kept?: StoredDownload;
}

function linesOf(stored: readonly StoredDownload[]): Line[] {
  const keptOf = (repo: string) => stored.find(({ file }) => file.repo === repo);
  const known = hubNetworks.map(({ architecture, ...network }): Line => ({ ...network, fileBytes: sizesOf(architecture).fileBytes, kept: keptOf(network.repo) }));
  const others = stored.filter(({ file }) => !hubNetworks.some(({ repo }) => repo === file.repo));
  return [...others.map((kept): Line => ({ repo: kept.file.repo, fileBytes: kept.file.bytes, licence: kept.licence, kept })), ...known];
}

/** May be broken after its marks. */
function Repository({ name }: { name: string }) {
  return (
    <span>
      {name.split(/(?<=[/._])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}

interface KnownTableProps {
  stored: readonly StoredDownload[];
  chosen: string | undefined;
  disabled: boolean;
  onChoose: (repo: string) => void;
}

/** What is known of the networks on the hub without asking it, after those that were fetched besides; one can be chosen. */
export function KnownTable({ stored, chosen, disabled, onChoose }: KnownTableProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => linesOf(stored), [stored]);
  return (
    <div className="hubTable" role="radiogroup" aria-label={t('hub.known')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('hub.network')}</th>
            <th scope="col" className="number">{t('hub.file')}</th>
            <th scope="col" className="number">{t('hub.top1')}</th>
            <th scope="col" className="number wide">{t('hub.at')}</th>
            <th scope="col" className="wide">{t('hub.licence')}</th>
            {stored.length > 0 && <th scope="col">{t('hub.here')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ repo, fileBytes, top1, at, licence, kept }) => (
            <tr key={kept?.key ?? repo}>
              <td>
                <label>
                  <input type="radio" name="hub-network" value={repo} checked={repo === chosen} disabled={disabled} onChange={() => onChoose(repo)} />
                  <Repository name={repo} />
                </label>
              </td>
              <td className="number">{formatBytes(fileBytes, 3)}</td>
              <td className="number">{top1 !== undefined && t('hub.percent', { value: formatFixed(top1, 1) })}</td>
              <td className="number wide">{at !== undefined && t('hub.pixels', { px: at })}</td>
              <td className="wide">{licence}</td>
              {stored.length > 0 && <td>{kept && (kept.complete ? t('hub.whole') : formatPercent(kept.have / kept.file.bytes, 0))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
