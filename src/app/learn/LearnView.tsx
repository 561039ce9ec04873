import './learn.css';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ImagesPanel } from '../images/ImagesPanel';
import { OpenDefault } from '../network/OpenDefault';
import { useSelectedImage } from '../selectors';
import { Claims } from './ClaimsPart';
import { Cost } from './CostPart';
import { Depth } from './DepthPart';
import { Doubt } from './DoubtPart';
import { Excite, Mixing, Scale, Squeeze } from './FlowParts';
import { Last } from './LastPart';
import { LiveProvider, useLive } from './live';
import { parts } from './parts';
import { Place } from './PlacePart';
import { useLightOnPaper } from './useLightOnPaper';

/** The person's images; where the page is narrow they don't stand before the text. */
export function LearnLeft({ open }: { open: () => void }) {
  const { t } = useTranslation();
  const image = useSelectedImage();
  const wide = useMediaQuery('(min-width: 1151px)', true, { getInitialValueInEffect: false });
  if (wide) return <ImagesPanel open={open} />;
  return (
    <details className="learnImages">
      <summary className="panel">{image ? t('learn.chosen', { name: image.name }) : t('learn.none')}</summary>
      <ImagesPanel open={open} />
    </details>
  );
}

function Contents() {
  const { t } = useTranslation();
  return (
    <nav className="learnContents" aria-labelledby="learn-contents">
      <h2 id="learn-contents">{t('learn.contents')}</h2>
      <ol>
        {parts.map((part) => (
          <li key={part}>
            <a href={`#learn-${part}`}>{t(`learn.${part}.title`)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Lead({ print }: { print: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <header className="learnLead">
      <h2>{t('learn.title')}</h2>
      <p>{t('learn.lead')}</p>
      <p className="note">
        {t('learn.source')}{' '}
        <a className="link" href="https://arxiv.org/abs/1709.01507v4" target="_blank" rel="noopener">
          {'arXiv 1709.01507v4'}
        </a>
      </p>
      <Button className="learnPrint" variant="default" size="compact-sm" onClick={() => void print()}>
        {t('learn.print')}
      </Button>
    </header>
  );
}

/** Says once, before all figures, that the network of the page has none of what they show. */
function WithoutSe() {
  const { t } = useTranslation();
  const { withoutSe } = useLive();
  if (!withoutSe) return null;
  return (
    <section className="panel learnFigure" aria-label={t('learn.noSe')}>
      <p>{t('learn.noSe')}</p>
      <OpenDefault />
    </section>
  );
}

/** What an SE block is, what it costs and whether it matters: the paper on one page, each figure alive. */
export function LearnView() {
  const print = useLightOnPaper();
  return (
    <LiveProvider>
      <Contents />
      <article className="learn" id="figure">
        <Lead print={print} />
        <WithoutSe />
        <Mixing />
        <Squeeze />
        <Excite />
        <Scale />
        <Place />
        <Cost />
        <Depth />
        <Last />
        <Claims />
        <Doubt />
      </article>
    </LiveProvider>
  );
}
