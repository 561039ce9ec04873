import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState, useSession } from '../context';
import { chooseFolder } from '../chooseFiles';
import { later } from '../later';
import './ways.css';

const AddressForm = later(async () => (await import('./AddressForm')).AddressForm);
const CameraPanel = later(async () => (await import('../camera/CameraPanel')).CameraPanel);
const FolderLabels = later(async () => (await import('./FolderLabels')).FolderLabels);

const isAddress = (text: string): boolean => /^\s*https?:\/\/\S+\s*$/i.test(text);

/** A pasted address opens the form with it; nothing is fetched by that. */
function usePastedAddress(found: (text: string) => void) {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (event.clipboardData?.files.length || !isAddress(text) || (event.target as Element).closest('input, textarea')) return;
      event.preventDefault();
      found(text.trim());
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [found]);
}

/** Other ways to add images than to drop, paste or choose files. */
export function Ways() {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const [address, setAddress] = useState<string>();
  const [camera, setCamera] = useState(false);
  const closeCamera = useCallback(() => setCamera(false), []);
  const labels = useAppState((state) => state.folderLabels);
  usePastedAddress(setAddress);
  return (
    <>
      <ul className="ways" aria-label={t('sources.ways')}>
        <li>
          <button type="button" className="link" onClick={() => chooseFolder((files) => void session.addFiles(files))}>
            {t('sources.folder')}
          </button>
        </li>
        <li>
          <button type="button" className="link" aria-expanded={address !== undefined} onClick={() => setAddress(address === undefined ? '' : undefined)}>
            {t('sources.address')}
          </button>
        </li>
        <li>
          <button type="button" className="link" aria-expanded={camera} onClick={() => setCamera(!camera)}>
            {t('sources.camera')}
          </button>
        </li>
        <li>
          <button type="button" className="link" onClick={() => choose({ datasetOpen: true })}>
            {t('sources.dataset')}
          </button>
        </li>
      </ul>
      {camera && <CameraPanel onClose={closeCamera} />}
      {address !== undefined && <AddressForm text={address} onText={setAddress} onDone={() => setAddress(undefined)} />}
      {labels && <FolderLabels labels={labels} />}
    </>
  );
}
