import '../compare/compare.css';
import './embed.css';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmbedPart, State } from '../../store/store';
import { BlockView } from '../block/BlockView';
import { CompareLeft, CompareView } from '../compare/CompareView';
import { useAppState, useAppStore } from '../context';
import { FigurePanel } from '../figure/FigurePanel';
import { RowsPanel } from '../figure/RowsPanel';
import { GatesPanel } from '../gates/GatesPanel';
import { OutcomePanel } from '../gates/OutcomePanel';
import { PaperView } from '../paper/PaperView';
import { Samples } from '../images/Samples';
import { linkTo } from '../share/link';

const parts: Record<EmbedPart, () => ReactNode> = {
  rows: () => <RowsPanel />,
  figure: () => <FigurePanel />,
  gates: () => (
    <div className="embedGates">
      <GatesPanel />
      <OutcomePanel />
    </div>
  ),
  compare: () => (
    <div className="layout" data-section="compare">
      <div className="column columnLeft">
        <CompareLeft />
      </div>
      <CompareView />
    </div>
  ),
  block: () => <EmbeddedBlock />,
  paper: () => <PaperView />,
};

/** There is no list of images: the samples stand under the block, opened while none is chosen. */
function EmbeddedBlock() {
  const { t } = useTranslation();
  const none = useAppState((state: State) => state.images.length === 0);
  return (
    <>
      <BlockView />
      <details className="panel embedSamples" open={none}>
        <summary>{t('oneBlock.others')}</summary>
        <Samples />
      </details>
    </>
  );
}

/** The whole page in the state that is shown here. */
function OpenWhole() {
  const { t } = useTranslation();
  const store = useAppStore();
  const name = useAppState((state) => state.manifest?.name);
  const address = useSyncExternalStore(store.subscribe, () => linkTo(store.getState(), undefined));
  return (
    <footer className="embedFooter small">
      {name}{' '}
      <a className="link" href={address ?? window.location.href.split('#')[0]} target="_blank" rel="noopener">
        {t('share.whole')}
      </a>
    </footer>
  );
}

/** One part of the page with its controls, to be framed by another page; it takes the width of its frame. */
export function EmbedView({ part }: { part: EmbedPart }) {
  const { t } = useTranslation();
  return (
    <>
      <main className="embed" data-part={part}>
        <h1 className="visuallyHidden">
          {t('app.name')}: {t(`share.parts.${part}`)}
        </h1>
        {parts[part]()}
      </main>
      <OpenWhole />
    </>
  );
}
