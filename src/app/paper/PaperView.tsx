import './paper.css';
import { useTranslation } from 'react-i18next';
import { Findings } from '../findings/Findings';
import { AblationsPanel } from './AblationsPanel';
import { ClaimsPanel } from './ClaimsPanel';
import { ReductionPanel } from './ReductionPanel';
import { SystemsPanel } from './SystemsPanel';
import { type Paper, usePaper } from './usePaper';

function Panels({ paper }: { paper: Paper }) {
  const { runs, claims } = paper;
  return (
    <>
      <SystemsPanel paper={paper} />
      <ReductionPanel paper={paper} />
      <AblationsPanel paper={paper} />
      {runs && claims && <ClaimsPanel runs={runs} claims={claims} />}
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
