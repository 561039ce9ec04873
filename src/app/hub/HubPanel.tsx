import { Button, Checkbox, Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoredDownload } from '../../data/pieces';
import { formatBytes, formatCompact } from '../../locales/format';
import { problemSentence } from '../report';
import { Busy } from './Busy';
import { Endpoint } from './Endpoint';
import { type Found, hostOf, type HubNetworks } from './hub';
import { isUnnamed, NAMES_FROM } from './imagenet';
import { KnownTable } from './KnownTable';
import { hubNetworks, sizesOf } from './known';
import { deviceMemory, fits } from './memory';
import { RepoForm } from './RepoForm';
import { useHub } from './useHub';
import './hub.css';

/** Networks from the hub: known ones with what they cost before anything is fetched, any other by name. */
export function HubPanel() {
  const hub = useHub();
  return hub ? <Networks hub={hub} /> : <Loader size="sm" />;
}

function Networks({ hub }: { hub: HubNetworks }) {
  const { t } = useTranslation();
  const { endpoint, stored = [], found, fetching, asking, opening, problem } = useStore(hub.state);
  const [choice, setChoice] = useState<string>();
  const busy = fetching?.repo ?? asking ?? opening;
  const chosen = busy ?? choice;
  const choose = (repo: string) => setChoice(repo);
  const look = (repo: string) => {
    setChoice(repo);
    void hub.look(repo);
  };
  return (
    <>
      <p className="note hubIntro">{t('hub.intro', { host: hostOf(endpoint) })}</p>
      <KnownTable stored={stored} chosen={chosen} disabled={busy !== undefined} onChoose={choose} />
      <p className="note">{t('hub.sources')}</p>
      <RepoForm kind="network" label={t('hub.other')} disabled={busy !== undefined} onLook={look} />
      {chosen !== undefined && (
        <section className="hubChosen" aria-label={chosen}>
          <h3>{chosen}</h3>
          {busy !== undefined ? (
            <Busy state={{ fetching, asking, opening }} host={hostOf(endpoint)} onCancel={hub.cancel} />
          ) : (
            <Chosen key={chosen} hub={hub} repo={chosen} found={found?.repository.repo === chosen ? found : undefined} kept={stored.find(({ file }) => file.repo === chosen)} />
          )}
          {problem?.repo === chosen && (
            <p className="bad hubProblem" role="alert">
              {problemSentence(problem)}
            </p>
          )}
        </section>
      )}
      <Endpoint hub={hub} endpoint={endpoint} disabled={busy !== undefined} />
    </>
  );
}

const megabytes = (bytes: number): string => formatBytes(bytes, 3);

interface Facts {
  sentence: string;
  fileBytes: number;
  f32Bytes: number;
  unnamed: boolean;
}

/** From what the hub said, else from what is known of it; undefined where it has to be asked first. */
function useFacts(repo: string, found: Found | undefined): Facts | undefined {
  const { t } = useTranslation();
  if (found) {
    const { manifest, repository } = found;
    const values = {
      classes: manifest.classes.length,
      blocks: manifest.architecture.se.blocks.length,
      parameters: formatCompact(manifest.parameters),
      licence: repository.licence ?? t('hub.noLicence'),
    };
    const sentence = manifest.recognised ? t('hub.foundKnown', { ...values, name: manifest.recognised }) : t('hub.foundUnknown', values);
    return { sentence, fileBytes: repository.weights.bytes, f32Bytes: 4 * manifest.parameters, unnamed: isUnnamed(manifest) };
  }
  const known = hubNetworks.find((network) => network.repo === repo);
  if (!known) return undefined;
  const { parameters, blocks, fileBytes } = sizesOf(known.architecture);
  const sentence = t('hub.listed', { name: known.architecture, blocks, parameters: formatCompact(parameters), licence: known.licence });
  return { sentence, fileBytes, f32Bytes: 4 * parameters, unnamed: true };
}

function Chosen({ hub, repo, found, kept }: { hub: HubNetworks; repo: string; found: Found | undefined; kept: StoredDownload | undefined }) {
  const { t } = useTranslation();
  const facts = useFacts(repo, found);
  const [names, setNames] = useState(true);
  if (kept?.complete) {
    return (
      <Button size="xs" onClick={() => void hub.open(kept)}>
        {t('hub.open')}
      </Button>
    );
  }
  if (!facts && !kept) return null;
  const device = deviceMemory();
  const fit = facts ? fits(facts.f32Bytes, device) : 'yes';
  return (
    <>
      {facts && (
        <>
          <p>{facts.sentence}</p>
          <p>{t('hub.memory', { file: megabytes(facts.fileBytes), memory: megabytes(facts.f32Bytes) })}</p>
          {fit === 'hardly' && <p className="bad">{t('hub.hardly', { device: megabytes(device ?? 0) })}</p>}
          {fit === 'no' && <p className="bad">{t('hub.tooLarge')}</p>}
        </>
      )}
      {(facts?.unnamed ?? kept?.unnamed) && (
        <Checkbox size="xs" mb={8} checked={names} onChange={(event) => setNames(event.currentTarget.checked)} label={t('hub.names', NAMES_FROM)} />
      )}
      <Button size="xs" disabled={fit === 'no'} onClick={() => void hub.fetch(repo, names)}>
        {kept ? t('hub.resume', { have: megabytes(kept.have), size: megabytes(kept.file.bytes) }) : t('hub.fetch', { size: megabytes(facts!.fileBytes) })}
      </Button>
    </>
  );
}
