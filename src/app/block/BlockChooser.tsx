import { useTranslation } from 'react-i18next';
import type { BlockId } from '../../contracts';
import { stageOf } from '../gates/quick';

interface BlockChooserProps {
  blocks: readonly BlockId[];
  value: BlockId;
  onChange: (block: BlockId) => void;
}

/** All SE blocks in depth; the arrow keys go from one to the next. */
export function BlockChooser({ blocks, value, onChange }: BlockChooserProps) {
  const { t } = useTranslation();
  const stages = [...new Set(blocks.map(stageOf))];
  return (
    <fieldset className="blockChooser">
      <legend className="visuallyHidden">{t('oneBlock.choose')}</legend>
      {stages.map((stage) => (
        <span key={stage} className="blockStage">
          <span className="small" aria-hidden>
            {t('oneBlock.stage', { stage })}
          </span>
          <span className="blockButtons">
            {blocks
              .filter((block) => stageOf(block) === stage)
              .map((block) => (
                <label key={block} data-chosen={block === value || undefined}>
                  <input type="radio" name="one-block" aria-label={block} checked={block === value} onChange={() => onChange(block)} />
                  {block.split('_')[2]}
                </label>
              ))}
          </span>
        </span>
      ))}
    </fieldset>
  );
}
