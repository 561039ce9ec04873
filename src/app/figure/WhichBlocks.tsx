import { useTranslation } from 'react-i18next';
import type { BlockId } from '../../contracts';
import { formatCount } from '../../locales/format';
import type { State } from '../../store/store';
import { Segments } from '../Segments';
import { paperSix } from './curves';

interface WhichBlocksProps {
  ids: readonly BlockId[];
  value: State['blocks'];
  onChange: (value: State['blocks']) => void;
}

/** A few of the blocks, as the paper's figure has them, or all; nothing to choose where they are six or fewer. */
export function WhichBlocks({ ids, value, onChange }: WhichBlocksProps) {
  const { t } = useTranslation();
  if (ids.length <= 6) return null;
  const few = ids.includes('SE_5_3') ? t('figure.paperSix') : t('figure.some', { shown: formatCount(paperSix(ids).length) });
  return <Segments label={t('figure.whichBlocks')} value={value} options={{ paper: few, all: t('figure.all', { value: ids.length }) }} onChange={onChange} />;
}
