import './pair.css';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../context';
import { ImagesPanel } from '../images/ImagesPanel';
import { InTurn } from '../inTurn';
import { AccuracyPanel } from './AccuracyPanel';
import { BlocksPanel } from './BlocksPanel';
import { DepthPanel } from './DepthPanel';
import { PairImages } from './PairImages';
import { SecondPanel } from './SecondPanel';
import { useTwo } from './sides';
import { StagesPanel } from './StagesPanel';

/** Which network stands beside the one on screen, and the person's images. */
export function PairLeft({ open }: { open: () => void }) {
  return (
    <>
      <SecondPanel />
      <ImagesPanel open={open} />
    </>
  );
}

/** Two networks side by side: depth, blocks, cost, accuracy, and the person's images through both. */
export function PairView() {
  const { t } = useTranslation();
  const two = useTwo();
  const opening = useAppState((state) => state.secondOpening !== undefined);
  if (!two) {
    return (
      <div className="column columnMiddle" id="figure">
        <section className="panel" data-testid="pair-none">
          <p>{t(opening ? 'pair.opening' : 'pair.none')}</p>
        </section>
      </div>
    );
  }
  return (
    <>
      <div className="column columnMiddle" id="figure">
        <DepthPanel two={two} />
        <InTurn value={two}>{(shown) => <BlocksPanel two={shown} />}</InTurn>
        <InTurn value={two}>{(shown) => <StagesPanel two={shown} />}</InTurn>
      </div>
      <div className="column columnRight">
        <InTurn value={two}>{(shown) => <AccuracyPanel two={shown} />}</InTurn>
        <InTurn value={two}>{(shown) => <PairImages two={shown} />}</InTurn>
      </div>
    </>
  );
}
