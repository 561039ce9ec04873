import './paper.css';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withoutCollapsed } from '../../analysis/paperClaims';
import { Findings } from '../findings/Findings';
import { AblationsPanel } from './AblationsPanel';
import { ClaimsPanel } from './ClaimsPanel';
import { Counted, type Counting } from './Counted';
import { ReductionPanel } from './ReductionPanel';
import { SystemsPanel } from './SystemsPanel';
import { type Paper, usePaper } from './usePaper';

function Panels({ paper }: { paper: Paper }) {
  const { runs, claims } = paper;
  const [counting, setCounting] = useState<Counting>('all');
  const counted = useMemo(() => ({ ...paper, runs: runs && counting === 'trained' ? withoutCollapsed(runs) : runs }), [paper, runs, counting]);
  const choice = runs && <Counted runs={runs} value={counting} onChange={setCounting} />;
  return (
    <>
      <SystemsPanel paper={paper} />
      <ReductionPanel paper={paper} />
      <AblationsPanel paper={counted} choice={choice} />
      {counted.runs && claims && <ClaimsPanel runs={counted.runs} claims={claims} choice={choice} />}
    </>
  );
}

/** The paper's tables as figures, beside the same comparisons trained here. */
export function PaperView() {
  const { t } = useTranslation();
  const paper = usePaper();
  return (
    <div className="paperGrid" id="figure" data-testid="paper">
      <div className="paperHead">
        <h2>{t('paper.title')}</h2>
        <p className="note" role="status">
          {paper ? t('paper.source', { ...paper.tables.source }) : t('paper.reading')}
        </p>
      </div>
      {paper && <Panels paper={paper} />}
      <section className="panel paperWide" aria-labelledby="paper-findings" data-testid="paper-findings">
        <h2 id="paper-findings">
          {t('paper.later.title')} <span className="sub">{t('paper.later.claim')}</span>
        </h2>
        <div className="paperFindings">
          <Findings />
        </div>
        <p className="note">{t('paper.later.note')}</p>
      </section>
    </div>
  );
}
