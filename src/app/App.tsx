import { Alert, Button } from '@mantine/core';
import { memo, useCallback, useEffect, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { useTranslation } from 'react-i18next';
import { formatPower } from '../locales/format';
import type { State } from '../store/store';
import { useAppState, useLateAppState, useSession } from './context';
import { FigurePanel } from './figure/FigurePanel';
import { RowsPanel } from './figure/RowsPanel';
import { GatesPanel } from './gates/GatesPanel';
import { OutcomePanel } from './gates/OutcomePanel';
import { PredictionPanel } from './gates/PredictionPanel';
import { Header } from './header/Header';
import { ImagesPanel } from './images/ImagesPanel';
import { EvolutionBar } from './evolution/EvolutionBar';
import { later } from './later';
import { problemSentence } from './report';

const CompareLeft = later(async () => (await import('./compare/CompareView')).CompareLeft);
const CompareView = later(async () => (await import('./compare/CompareView')).CompareView);
const shownSection = ({ section }: State) => section;
const SiblingsPanel = later(async () => (await import('./siblings/SiblingsPanel')).SiblingsPanel);
const CardDialog = later(async () => (await import('./card/CardDialog')).CardDialog);
const BlockDialog = later(async () => (await import('./figure/BlockDialog')).BlockDialog);

function Banners() {
  const { t } = useTranslation();
  const failure = useAppState((state) => state.failure);
  const selfTest = useAppState((state) => state.selfTest);
  return (
    <div className="banners">
      {failure && (
        <Alert color="red" title={t('problem.title')} role="alert">
          <p>{problemSentence(failure)}</p>
          <Button size="compact-sm" color="red" variant="light" onClick={() => window.location.reload()}>
            {t('common.retry')}
          </Button>
        </Alert>
      )}
      {selfTest && !selfTest.ok && (
        <Alert color="red" title={t('engine.selfTest')} role="alert" data-testid="self-test-failed">
          {t('engine.selfTestFailed', worst(selfTest))}
        </Alert>
      )}
    </div>
  );
}

function worst({ excitation, logits, limits }: { excitation: number; logits: number; limits: { excitation: number; logits: number } }) {
  const [difference, limit] =
    excitation / limits.excitation > logits / limits.logits ? [excitation, limits.excitation] : [logits, limits.logits];
  return { difference: formatPower(difference), limit: formatPower(limit) };
}

/** Pasted files go the way of dropped ones. */
function usePaste(add: (files: readonly File[]) => void) {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [add]);
}

/** Ctrl+Z and Ctrl+Y (or Shift+Ctrl+Z) undo and redo the gates, except while typing. */
function useUndoKeys() {
  const undo = useAppState((state) => state.undo);
  const redo = useAppState((state) => state.redo);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || (event.target as HTMLElement).closest('input:not([type=radio]), textarea')) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}

/** Whether `now` has ever been true. */
function useOnce(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}

/** What a drag over the page, or a drop, leaves as it is. */
const Top = memo(function Top() {
  return (
    <>
      <Header />
      <Banners />
    </>
  );
});

const Left = memo(ImagesPanel);

const Middle = memo(function Middle() {
  const siblings = useAppState((state) => state.siblings !== undefined);
  return (
    <div className="column columnMiddle" id="figure">
      <EvolutionBar />
      <RowsPanel />
      <FigurePanel />
      {siblings && <SiblingsPanel />}
    </div>
  );
});

const Right = memo(function Right() {
  return (
    <div className="column columnRight">
      <GatesPanel />
      <OutcomePanel />
      <PredictionPanel />
    </div>
  );
});

export function App() {
  const { t } = useTranslation();
  const session = useSession();
  const onDrop = useCallback((accepted: File[]) => void session.addFiles(accepted), [session]);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    useFsAccessApi: false,
  });
  const section = useLateAppState(shownSection);
  const opened = useOnce(useAppState((state) => state.openBlock !== undefined));
  const cardOpened = useOnce(useAppState((state) => state.cardOpen));
  usePaste(session.addFiles);
  useUndoKeys();
  return (
    <div {...getRootProps({ className: 'app', role: undefined, tabIndex: undefined })}>
      <Top />
      <main className="layout" data-section={section}>
        <div className="column columnLeft">
          <input {...getInputProps({ 'aria-label': t('images.choose'), className: 'visuallyHidden', style: undefined })} />
          {section === 'explore' ? <Left open={open} /> : <CompareLeft />}
        </div>
        {section === 'explore' ? (
          <>
            <Middle />
            <Right />
          </>
        ) : (
          <CompareView />
        )}
      </main>
      {opened && <BlockDialog />}
      {cardOpened && <CardDialog />}
      {isDragActive && <div className="dropCover">{t('images.dropNow')}</div>}
    </div>
  );
}
