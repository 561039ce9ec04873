import i18next from 'i18next';
import { version } from '../../../package.json';
import { classLosses } from '../../analysis/classLosses';
import { outward } from '../../analysis/intervals';
import { mcnemar } from '../../analysis/mcnemar';
import { outcomeOf, paired, settingKey } from '../../analysis/outcome';
import { recordedDecisions, type SettingDecisions } from '../../analysis/settingDecisions';
import type { Estimate, Outcome, Setting, Work } from '../../contracts';
import { figureSvg } from '../../export/figure';
import { type Report, reportHtml, type ReportPart, type ReportTable } from '../../export/report';
import { formatCount, formatFixed, formatPercent, formatPower, formatSigned } from '../../locales/format';
import type { State } from '../../store/store';
import { changeText, settingText } from '../gates/outcomeText';
import { harmedText, lossBins } from '../remove/harmed';
import { linkTo } from '../share/link';
import type { FigureOffer } from '../takeaway/offers';
import { classNames } from '../takeaway/parts/names';
import { outcomePart } from '../takeaway/parts/outcome';
import { harmedPart } from '../takeaway/parts/remove';
import { look } from '../takeaway/render';
import { gatesLine, sourceOf, today } from '../takeaway/source';
import { fates } from './fate';
import type { Lighter } from './handOver';
import { repairText, type RepairedHere } from './repaired';
import { type Measured, savedText, spreadText, whereText } from './times';

const t = i18next.t;
const text = (words: string): ReportPart => ({ kind: 'text', text: words });
const figure = ({ make }: FigureOffer): ReportPart => ({ kind: 'figure', svg: figureSvg(make(), look).svg });

const share = ({ value, low, high }: Estimate): string => t('outcome.table.wilson', { value: formatPercent(value), low: formatPercent(low), high: formatPercent(high) });

function points({ value, low, high }: Estimate): string {
  const [below, above] = outward(low * 100, high * 100, 1);
  return t('outcome.table.wilson', { value: formatSigned(value * 100, 1), low: formatSigned(below, 1), high: formatSigned(above, 1) });
}

/** A p value: 0.031, 5·10⁻⁷ */
const chance = (p: number): string => (p < 0.001 ? formatPower(p) : formatFixed(p, 3));

function accuracyTable(outcome: Outcome): ReportTable {
  const { before, after, change } = paired(outcome);
  return {
    caption: t('report.accuracy.caption', { n: formatCount(outcome.n) }),
    head: [t('outcome.table.what'), 'top-1', 'top-5'],
    rows: [
      [t('lighter.before'), share(before.top1), share(before.top5)],
      [t('outcome.table.after'), share(after.top1), share(after.top5)],
      [t('outcome.table.top1Change'), points(change.top1), points(change.top5)],
      [t('report.accuracy.flips'), `${formatCount(outcome.lost)}, ${formatCount(outcome.gained)}`, `${formatCount(outcome.lostTop5)}, ${formatCount(outcome.gainedTop5)}`],
      [t('report.accuracy.p'), chance(mcnemar(outcome.gained, outcome.lost)), chance(mcnemar(outcome.gainedTop5, outcome.lostTop5))],
    ],
  };
}

function costTable({ before, after }: Lighter): ReportTable {
  const row = (name: string, was: number, is: number) => [name, formatCount(was), formatCount(is), `${formatCount(was - is)} (${formatPercent(was > 0 ? (was - is) / was : 0)})`];
  const keys: (keyof Work)[] = ['parameters', 'macs', 'elementwise'];
  return {
    caption: t('report.cost.caption'),
    head: [t('outcome.table.what'), t('lighter.before'), t('lighter.after'), t('lighter.removed')],
    rows: keys.flatMap((key) => [row(t(`outcome.table.${key}`), before.total[key], after.total[key]), row(t('report.cost.seAfter'), before.se[key], after.se[key])]),
  };
}

function accuracyParts(state: State, setting: Setting): ReportPart[] {
  const outcome = outcomeOf(state, setting);
  const own = ownOutcome(state, setting);
  if (!outcome && !own) return [text(t('report.accuracy.unknown'))];
  const { figures } = outcomePart(state, outcome ? { [outcome.source]: outcome } : {});
  return [
    ...(outcome ? [{ kind: 'table', table: accuracyTable(outcome) } as const, ...figures.map(figure)] : []),
    ...(own ? [text(t('report.accuracy.own', { name: own.name })), { kind: 'table', table: accuracyTable(own.outcome) } as const] : []),
  ];
}

/** On the person's labelled set, once all of it was run under the setting. */
function ownOutcome({ dataset }: State, setting: Setting): { name: string; outcome: Outcome } | undefined {
  const check = dataset?.checks[settingKey(setting)];
  if (!dataset || !check?.outcome || check.outcome.n === 0 || check.done < check.total) return undefined;
  return { name: dataset.summary.name, outcome: check.outcome };
}

/** Predictions with all gates live and under the setting, on the images that its accuracy is known for. */
function decisionsOf({ record, liveChecks }: State, setting: Setting): SettingDecisions | undefined {
  const key = settingKey(setting);
  const recorded = record && recordedDecisions(record);
  const at = recorded?.settings.findIndex((one) => settingKey(one) === key) ?? -1;
  if (recorded && at >= 0) return { ...recorded, settings: [{}, setting], top1: [recorded.top1[0]!, recorded.top1[at]!] };
  const [live, own] = [liveChecks['']?.decisions, liveChecks[key]?.decisions];
  return live && own && { source: 'live', settings: [{}, setting], top1: [live.top1, own.top1], labels: own.labels };
}

/** As many classes as are listed of those that lose most. */
const LISTED = 10;

/** What each class loses: all of them as a histogram beside chance, those that lose most by name, and whether they may be named. */
function classParts(state: State, { manifest, setting, plan }: Lighter): ReportPart[] {
  const decisions = decisionsOf(state, setting);
  if (!decisions) return [text(t('report.classes.unknown'))];
  const losses = classLosses(decisions, 1);
  const name = classNames(manifest);
  const what = settingText(t, setting, plan.se);
  const { figures } = harmedPart(state, { decisions, keys: ['', settingKey(setting)] }, { at: 1, what, losses, drawn: lossBins(t, losses) });
  const worst = losses.classes.filter(({ lost }) => lost > 0).sort((a, b) => (b.lost - b.gained) / b.n - (a.lost - a.gained) / a.n || a.id - b.id).slice(0, LISTED);
  return [
    text(harmedText(t, losses, name)),
    ...figures.map(figure),
    text(t('remove.harmed.note')),
    {
      kind: 'table',
      table: {
        caption: t('report.classes.caption'),
        head: [t('report.classes.class'), t('outcome.table.images'), t('outcome.table.lost'), t('outcome.table.gained'), t('report.classes.p')],
        rows: worst.map(({ id, n, lost, gained, adjusted }) => [name(id), formatCount(n), formatCount(lost), formatCount(gained), chance(adjusted)]),
      },
    },
  ];
}

function timeParts(measured: Measured | undefined): ReportPart[] {
  if (!measured) return [text(t('report.time.unmeasured'))];
  const { before, after } = measured.turns;
  const rows = [[t('lighter.before'), spreadText(t, before)], [t('lighter.after'), spreadText(t, after)]];
  return [text(savedText(t, measured.turns)), { kind: 'table', table: { caption: t('lighter.time.title'), head: [t('outcome.table.what'), 'ms'], rows } }, text(whereText(t, measured))];
}

function reproduceParts(state: State): ReportPart[] {
  const { backend, selfTest, record } = state;
  const link = linkTo(state, undefined);
  return [
    ...(link ? [{ kind: 'link', text: t('report.reproduce.link'), address: link } as const] : []),
    {
      kind: 'list',
      items: [
        t('report.reproduce.files'),
        ...(record ? [t('report.reproduce.record')] : []),
        ...(backend && selfTest ? [t('report.reproduce.engine', { backend: backend.name, logits: formatPower(selfTest.logits), reference: selfTest.own ? t('report.reproduce.own') : 'PyTorch' })] : []),
      ],
    },
  ];
}

/** Images that the constants of frozen gates are of, whatever the curves are shown of; where a network came without any, one half of the labelled set gave them. */
function constantsParts({ manifest, recorded, profile, provisional, dataset }: State): ReportPart[] {
  const half = manifest?.files['profile.safetensors'] || provisional ? undefined : dataset?.estimate?.half;
  const of = (half ? dataset?.measured : recorded)?.profile ?? profile;
  if (!of) return [];
  return [
    text(t('report.data.constants', { images: of.images })),
    ...(half ? [text(t('dataset.ownConstants', { n: formatCount(half.images), others: formatCount(half.others) }))] : []),
  ];
}

/** What is known of the setting, for somebody who was not there: from the same numbers and figures as the page. */
function reportOf(state: State, lighter: Lighter, measured: Measured | undefined, repaired: RepairedHere | undefined): Report {
  const { manifest, plan, setting, before, after } = lighter;
  const outcome = outcomeOf(state, setting);
  const what = settingText(t, setting, plan.se);
  const saved = before.total.parameters - after.total.parameters;
  const fewer = t('outcome.fewer', { parameters: formatCount(saved), percent: formatPercent(saved / before.total.parameters) });
  const modes = Object.values(setting);
  const hash = manifest.files['weights.safetensors']?.sha256;
  return {
    language: i18next.language,
    title: t('report.title', { name: manifest.name }),
    summary: outcome ? t('report.summary', { what, fewer, change: changeText(t, paired(outcome).change.top1) }) : t('report.summaryUnknown', { what, fewer }),
    sections: [
      { title: t('report.question.title'), parts: [text(t('report.question.text', { what }))] },
      {
        title: t('report.data.title'),
        parts: [
          text(sourceOf(state)[0]!),
          ...(hash ? [text(t('report.data.weights', { hash }))] : []),
          ...(outcome ? [text(t(`report.data.${outcome.source}`, { n: formatCount(outcome.n) }))] : []),
          ...(modes.includes('frozen') ? constantsParts(state) : []),
        ],
      },
      {
        title: t('report.setting.title'),
        parts: [
          text(gatesLine(state)),
          { kind: 'list', items: [...fates(plan, setting).map(([fate, blocks]) => t(`lighter.fate.${fate}`, { blocks: blocks.join(', ') })), lighter.lighter.se.length > 0 ? t('report.setting.live', { blocks: lighter.lighter.se.join(', ') }) : t('report.setting.none')] },
        ],
      },
      { title: t('report.accuracy.title'), parts: accuracyParts(state, setting) },
      { title: t('remove.harmed.title'), parts: classParts(state, lighter) },
      ...(repaired ? [{ title: t('lighter.repair.title'), parts: [text(t('lighter.repair.note')), text(repairText(t, repaired)), text(t('lighter.repair.caution', { n: formatCount(repaired.before.length) }))] }] : []),
      { title: t('report.cost.title'), parts: [{ kind: 'table', table: costTable(lighter) }] },
      { title: t('report.time.title'), parts: timeParts(measured) },
      { title: t('report.reproduce.title'), parts: reproduceParts(state) },
      {
        title: t('report.caveats.title'),
        parts: [{ kind: 'list', items: [t('report.caveats.retrained'), t('report.caveats.images'), ...(modes.includes('off') ? [t('report.caveats.off')] : []), t('report.caveats.looked')] }],
      },
    ],
    foot: t('takeaway.source.app', { version, date: today() }),
  };
}

export function reportFile(state: State, lighter: Lighter, measured: Measured | undefined, repaired: RepairedHere | undefined): Blob {
  return new Blob([reportHtml(reportOf(state, lighter, measured, repaired))], { type: 'text/html' });
}
