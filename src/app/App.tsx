import { Alert, Button } from '@mantine/core';
import { type FunctionComponent, memo, useCallback, useEffect, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { useTranslation } from 'react-i18next';
import { formatPower } from '../locales/format';
import type { EmbedPart, Section, State } from '../store/store';
import { useAppState, useLateAppState, useSession } from './context';
import { FigurePanel } from './figure/FigurePanel';
import { RowsPanel } from './figure/RowsPanel';
import { GatesPanel } from './gates/GatesPanel';
import { OutcomePanel } from './gates/OutcomePanel';
import { PredictionPanel } from './gates/PredictionPanel';
import { Header } from './header/Header';
import { InTurn } from './inTurn';
import { ImagesPanel } from './images/ImagesPanel';
import { EvolutionBar } from './evolution/EvolutionBar';
import { Welcome } from './help/Welcome';
import { later } from './later';
import { WhenNear } from './WhenNear';
import { problemSentence } from './report';
import { take } from './take';
import { typing } from './typing';

const CompareLeft = later(async () => (await import('./compare/CompareView')).CompareLeft);
const CompareView = later(async () => (await import('./compare/CompareView')).CompareView, { inPlace: true });
const RemoveView = later(async () => (await import('./remove/RemoveView')).RemoveView, { inPlace: true });
const BlockView = later(async () => (await import('./block/BlockView')).BlockView, { inPlace: true });
const PaperView = later(async () => (await import('./paper/PaperView')).PaperView, { inPlace: true });
const LearnLeft = later(async () => (await import('./learn/LearnView')).LearnLeft);
const LearnView = later(async () => (await import('./learn/LearnView')).LearnView, { inPlace: true });
const EmbedView = later(async () => (await import('./embed/EmbedView')).EmbedView, { inPlace: true });
const shownSection = ({ section }: State) => section;
const SiblingsPanel = later(async () => (await import('./siblings/SiblingsPanel')).SiblingsPanel);
const CardDialog = later(async () => (await import('./card/CardDialog')).CardDialog);
const StorageDialog = later(async () => (await import('./storage/StorageDialog')).StorageDialog);
const NetworkDialog = later(async () => (await import('./network/NetworkDialog')).NetworkDialog);
const DatasetBar = later(async () => (await import('./dataset/DatasetBar')).DatasetBar);
const DatasetDialog = later(async () => (await import('./dataset/DatasetDialog')).DatasetDialog);
const BlockDialog = later(async () => (await import('./figure/BlockDialog')).BlockDialog);

function Banners() {
  const { t } = useTranslation();
  const failure = useAppState((state) => state.failure);
  const selfTest = useAppState((state) => state.selfTest);
  const session = useSession();
  return (
    <div className="banners">
      {failure && (
        <Alert color="red" title={t('problem.title')} role="alert">
          <p>{problemSentence(failure)}</p>
          <Button size="compact-sm" color="red" variant="light" onClick={session.retry}>
            {t('common.retry')}
          </Button>
        </Alert>
      )}
      {selfTest && !selfTest.ok && (
        <Alert color="red" title={t(selfTest.own ? 'engine.selfTestOwn' : 'engine.selfTest')} role="alert" data-testid="self-test-failed">
          {t(selfTest.own ? 'engine.selfTestOwnFailed' : 'engine.selfTestFailed', worst(selfTest))}
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
      if (!(event.ctrlKey || event.metaKey) || typing(event)) return;
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

/** What comes with its view, one panel after another. */
const once = {};

const Middle = memo(function Middle() {
  const { t } = useTranslation();
  const siblings = useAppState((state) => state.siblings !== undefined);
  const dataset = useAppState((state) => state.dataset !== undefined);
  return (
    <div className="column columnMiddle" id="figure">
      <Welcome />
      <EvolutionBar />
      {dataset && <DatasetBar />}
      <InTurn value={once}>{() => <RowsPanel />}</InTurn>
      <InTurn value={once}>{() => <FigurePanel />}</InTurn>
      {siblings && (
        <WhenNear title={t('siblings.title')}>
          <SiblingsPanel />
        </WhenNear>
      )}
    </div>
  );
});

const Right = memo(function Right() {
  return (
    <div className="column columnRight">
      <InTurn value={once}>{() => <GatesPanel />}</InTurn>
      <InTurn value={once}>{() => <OutcomePanel />}</InTurn>
      <InTurn value={once}>{() => <PredictionPanel />}</InTurn>
    </div>
  );
});

function Explore() {
  return (
    <>
      <Middle />
      <Right />
    </>
  );
}

/** Each view, and what stands in the column beside it, if anything does. */
const views: Record<Section, { Beside?: FunctionComponent<{ open: () => void }> | typeof Left; View: FunctionComponent }> = {
  explore: { Beside: Left, View: Explore },
  compare: { Beside: CompareLeft, View: CompareView },
  remove: { View: RemoveView },
  block: { Beside: Left, View: BlockView },
  learn: { Beside: LearnLeft, View: LearnView },
  paper: { View: PaperView },
};

/** The whole page, or the one part of it that the address asks for. */
export function App() {
  const embed = useAppState((state) => state.embed);
  return embed ? <Embedded part={embed} /> : <Whole />;
}

function Embedded({ part }: { part: EmbedPart }) {
  return (
    <div className="app">
      <Banners />
      <EmbedView part={part} />
      <Dialogs />
    </div>
  );
}

function Dialogs() {
  const opened = useOnce(useAppState((state) => state.openBlock !== undefined));
  const cardOpened = useOnce(useAppState((state) => state.cardOpen));
  const storageOpened = useOnce(useAppState((state) => state.storageOpen));
  const datasetOpened = useOnce(useAppState((state) => state.datasetOpen));
  const networkOpened = useOnce(useAppState((state) => state.networkOpen));
  return (
    <>
      {opened && <BlockDialog />}
      {cardOpened && <CardDialog />}
      {storageOpened && <StorageDialog />}
      {networkOpened && <NetworkDialog />}
      {datasetOpened && <DatasetDialog />}
    </>
  );
}

function Whole() {
  const { t } = useTranslation();
  const session = useSession();
  const onDrop = useCallback((accepted: File[]) => void take(session, accepted), [session]);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    useFsAccessApi: false,
  });
  const section = useLateAppState(shownSection);
  const { Beside, View } = views[section];
  usePaste(session.addFiles);
  useUndoKeys();
  return (
    <div {...getRootProps({ className: 'app', role: undefined, tabIndex: undefined })}>
      <Top />
      <main className="layout" data-section={section}>
        <div className="column columnLeft">
          <input {...getInputProps({ 'aria-label': t('images.choose'), className: 'visuallyHidden', style: undefined })} />
          {Beside && <Beside open={open} />}
        </div>
        <View />
      </main>
      <Dialogs />
      {isDragActive && <div className="dropCover">{t('images.dropNow')}</div>}
    </div>
  );
}
