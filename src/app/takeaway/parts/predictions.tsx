import i18next from 'i18next';
import { BarsDrawing } from '../../../charts/probability-bars/BarsDrawing';
import type { ProbabilityRow } from '../../../charts/probability-bars/geometry';
import type { Cell, Table } from '../../../export/table';
import { formatFixed } from '../../../locales/format';
import { type ImageEntry, resultUnder, type State } from '../../../store/store';
import { rankOf } from '../../top';
import type { FigureOffer, Part } from '../offers';
import { drawn, look } from '../render';
import { gatesLine, sourceOf } from '../source';
import { classNames, wordnetOf } from './names';

/** An image with its results under the gates live and chosen. */
function resultsOf({ images, imageResults, history }: State) {
  return images.flatMap((image) => {
    const results = imageResults[image.id];
    return results?.live ? [{ image, live: results.live, changed: resultUnder(results, history.setting) }] : [];
  });
}

function probabilitiesTable(state: State): Table {
  const { manifest } = state;
  const name = classNames(manifest);
  return {
    name: 'predictions',
    title: i18next.t('takeaway.predictions.table'),
    source: sourceOf(state, gatesLine(state)),
    columns: [
      { name: 'image' },
      { name: 'label' },
      { name: 'class' },
      { name: 'class_name' },
      { name: 'wordnet' },
      { name: 'rank_live' },
      { name: 'logit_live' },
      { name: 'probability_live', unit: 'share' },
      { name: 'logit_now' },
      { name: 'probability_now', unit: 'share' },
    ],
    rows: function* () {
      for (const { image, live, changed } of resultsOf(state)) {
        const label = image.label === undefined ? undefined : name(image.label);
        for (let id = 0; id < live.probabilities.length; id++) {
          yield [image.name, label, id, name(id), wordnetOf(manifest, id), rankOf(live.probabilities, id) + 1, live.logits[id], live.probabilities[id], changed?.logits[id], changed?.probabilities[id]];
        }
      }
    },
  };
}

/** Every channel of every block, images side by side. */
function excitationsTable(state: State): Table {
  const results = resultsOf(state);
  const changed = results.some((result) => result.changed);
  const blocks = state.manifest?.architecture.se.blocks ?? [];
  const parts = changed ? (['excitation live', 'excitation now', 'gate now'] as const) : (['excitation live'] as const);
  return {
    name: 'excitations',
    title: i18next.t('takeaway.predictions.excitations'),
    source: sourceOf(state, gatesLine(state)),
    columns: [{ name: 'block' }, { name: 'channel' }, ...results.flatMap(({ image }) => parts.map((part) => ({ name: `${image.name} ${part}`, unit: 'excitation' })))],
    rows: function* () {
      for (const block of blocks) {
        const channels = results[0]?.live.excitation[block]?.length ?? 0;
        for (let channel = 0; channel < channels; channel++) {
          const cells = results.flatMap(({ live, changed: now }): Cell[] => {
            const first = live.excitation[block]?.[channel];
            return changed ? [first, now?.excitation[block]?.[channel], now?.gate[block]?.[channel]] : [first];
          });
          yield [block, channel, ...cells];
        }
      }
    },
  };
}

function barsFigure(state: State, image: ImageEntry, rows: readonly ProbabilityRow[]): FigureOffer {
  const t = i18next.t;
  const title = t('takeaway.predictions.title', { name: image.name });
  const after = rows.some((row) => row.after !== undefined);
  const make = () => ({
    name: `prediction ${image.name}`,
    title,
    legend: after
      ? [
          { label: t('takeaway.predictions.before'), colour: look.ink, mark: 'line' as const },
          { label: t('takeaway.predictions.after'), colour: '#3346c8', mark: 'band' as const },
        ]
      : [],
    charts: [{ ...drawn(<BarsDrawing rows={rows} format={(value) => formatFixed(value, 2)} axisTitle={t('takeaway.axis.probability')} />, 520), x: 0, y: 0 }],
    source: sourceOf(state, gatesLine(state)),
  });
  return { name: `prediction ${image.name}`, title, make };
}

/** The chosen image's bars, and what the network says of all images. */
export function predictionsPart(state: State, image: ImageEntry | undefined, rows: readonly ProbabilityRow[]): Part {
  return {
    figures: image && rows.length > 0 ? [barsFigure(state, image, rows)] : [],
    tables: resultsOf(state).length > 0 ? [probabilitiesTable(state), excitationsTable(state)] : [],
  };
}
