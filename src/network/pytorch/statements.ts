import type { Activation, Convolution, Pool, Readers, ValueName } from '../../contracts';

/** One nn.Module that is being written: what it is made of, and its forward pass. */
export interface ModuleDraft {
  /** Taken off the names of the state dict: `layer1.0.` in a block. */
  prefix: string;
  /** Lines of `__init__`. */
  parts: string[];
  /** Lines of `forward`. */
  steps: string[];
  /** The Python expression of each value so far. */
  names: Map<ValueName, string>;
  /** The value that `forward` returns. */
  output: ValueName;
  /** The variable that a value is kept in. */
  variable: (value: ValueName) => string;
  eps: number;
}

/** What each kind of operation adds to a module. Maps are [N, C, H, W]; a vector [C] is a map of 1 × 1. A gate is live: any other has no module left (`lighten`). */
export const pytorchStatements: Readers<[inputs: string[], draft: ModuleDraft], void> = {
  convolution: (operation, [x], draft) => {
    const { name, output, norm, outChannels, activation } = operation;
    const convolved = `${define(draft, name, convolution(operation))}(${x})`;
    const normed = norm ? `${define(draft, norm, `nn.BatchNorm2d(${outChannels}, eps=${draft.eps})`)}(${convolved})` : convolved;
    assign(draft, output, activated(activation, normed));
  },
  linear: ({ name, output, inFeatures, outFeatures }, [x], draft) => {
    assign(draft, output, `${define(draft, name, `nn.Linear(${inFeatures}, ${outFeatures})`)}(${x}.flatten(1))`);
  },
  pool: (operation, [x], draft) => assign(draft, operation.output, pooled(operation, x)),
  globalPool: ({ output, mode }, [x], draft) => assign(draft, output, `${x}.${mode === 'max' ? 'amax' : 'mean'}((2, 3), keepdim=True)`),
  parameter: ({ output, weight, shape: [channels] }, _, draft) => {
    draft.names.set(output, `${define(draft, weight, `nn.Parameter(torch.ones(${channels}))`)}.view(1, -1, 1, 1)`);
  },
  gate: ({ output }, [excitation], draft) => rename(draft, output, excitation),
  scale: ({ output }, [map, gate], draft) => assign(draft, output, `${map} * ${gate}`),
  add: ({ output, activation }, [a, b], draft) => assign(draft, output, activated(activation, `${a} + ${b}`)),
  concat: ({ output }, inputs, draft) => assign(draft, output, `torch.cat([${inputs.join(', ')}], 1)`),
  identity: ({ output }, [x], draft) => rename(draft, output, x),
};

const FUNCTIONS = { relu: 'F.relu', sigmoid: 'torch.sigmoid', tanh: 'torch.tanh' } as const;

const activated = (activation: Activation, expression: string): string => (activation === 'none' ? expression : `${FUNCTIONS[activation]}(${expression})`);

function convolution({ kernel: [kernel], stride, padding, groups, inChannels, outChannels, bias }: Convolution): string {
  const settings = [
    `${inChannels}, ${outChannels}, ${kernel}`,
    ...(stride > 1 ? [`stride=${stride}`] : []),
    ...(padding > 0 ? [`padding=${padding}`] : []),
    ...(groups > 1 ? [`groups=${groups}`] : []),
    ...(bias ? [] : ['bias=False']),
  ];
  return `nn.Conv2d(${settings.join(', ')})`;
}

/** A last window that reaches over the edge is PyTorch's ceil_mode; what it adds is no part of an average. */
function pooled({ mode, kernel, stride, padding: [top, left, bottom, right] }: Pool, x: string): string {
  const settings = [
    `${x}, ${kernel}, ${stride}`,
    ...(top > 0 ? [`padding=${top}`] : []),
    ...(bottom !== top || right !== left ? ['ceil_mode=True'] : []),
    ...(mode === 'average' ? ['count_include_pad=False'] : []),
  ];
  return `F.${mode === 'max' ? 'max' : 'avg'}_pool2d(${settings.join(', ')})`;
}

/** Makes a part under its name of the state dict. @returns the expression for it */
function define({ prefix, parts }: ModuleDraft, name: string, made: string): string {
  const path = name.slice(prefix.length);
  const plain = path.split('.').every((part) => /^[A-Za-z_]\w*$/.test(part));
  parts.push(path.includes('.') ? `put(self, "${path}", ${made})` : `self.${path} = ${made}`);
  return plain ? `self.${path}` : `self.get_submodule("${path}")`;
}

function assign(draft: ModuleDraft, output: ValueName, expression: string): void {
  if (output === draft.output) {
    draft.steps.push(`return ${expression}`);
    return;
  }
  const name = draft.variable(output);
  draft.names.set(output, name);
  draft.steps.push(`${name} = ${expression}`);
}

function rename(draft: ModuleDraft, output: ValueName, expression: string): void {
  if (output === draft.output) draft.steps.push(`return ${expression}`);
  else draft.names.set(output, expression);
}
