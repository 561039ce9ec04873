import type { BlockId, Operation, Plan, PlanBlock, ValueName } from '../../contracts';
import { read } from '../readers';
import type { ModuleDraft } from './statements';
import { pytorchStatements } from './statements';

interface Described {
  /** Of the network, one line. */
  name: string;
  /** What the file is and where it is from; lines of its docstring. */
  about: readonly string[];
}

/**
 * A network, all its gates live, as a Python file that needs PyTorch alone: `load("weights.safetensors")` builds it in evaluation mode,
 * [N, 3, H, W] normalised to logits [N, K]; run by itself it compares its logits with `golden.safetensors` beside it. Names are those of
 * the state dict. Blocks of one form share a class. Under any other gates the network is lightened first (`lighten`).
 */
export function writePytorch(plan: Plan, { name, about }: Described): string {
  const classes = new Map<string, { name: string; blocks: BlockId[] }>();
  const layers = new Map<string, string[]>();
  const root = draftOf(plan, '', 'logits', (value) => (/^input$|\.input$|^features$/.test(value) ? 'x' : identifier(value)));
  for (const operation of plan.operations) {
    const block = plan.blocks.find(({ id }) => id === operation.block);
    if (!block) add(root, operation);
    else if (operation.output === firstOf(plan, block).output) {
      const [layer] = placeOf(operation);
      const body = writeBlock(plan, block);
      const shared = classes.get(body) ?? { name: `Block${classes.size + 1}`, blocks: [] };
      classes.set(body, shared);
      shared.blocks.push(block.id);
      if (!layers.has(layer)) root.steps.push(`x = self.${layer}(x)`);
      layers.set(layer, [...(layers.get(layer) ?? []), `${shared.name}()`]);
    }
  }
  root.parts.push(...[...layers].map(([layer, made]) => `self.${layer} = nn.Sequential(${made.join(', ')})`));
  return [
    docstring([name, '', ...about]),
    HEAD,
    ...[...classes].map(([body, shared]) => `class ${shared.name}(nn.Module):\n    """${shared.blocks.join(', ')}"""\n\n${body}\n`),
    `class Network(nn.Module):\n${methods(root)}\n`,
    tail(plan),
  ].join('\n\n');
}

/** Every block reads its input and makes the next one's. */
function writeBlock(plan: Plan, block: PlanBlock): string {
  const operations = plan.operations.filter((operation) => operation.block === block.id && !operation.tap);
  const draft = draftOf(plan, `${placeOf(operations[0]).join('.')}.`, operations.at(-1)!.output, (value) => identifier(value.replace(`${block.id}.`, '')));
  draft.names.set(`${block.id}.input`, 'x');
  for (const operation of operations) add(draft, operation);
  return methods(draft);
}

const firstOf = (plan: Plan, { id }: PlanBlock): Operation => plan.operations.find((operation) => operation.block === id)!;

/** `layer1`, `0` */
const placeOf = ({ name }: Operation): string[] => name.split('.').slice(0, 2);

const identifier = (value: ValueName): string => value.replace(/\W/g, '_');

function draftOf({ architecture: { eps } }: Plan, prefix: string, output: ValueName, variable: ModuleDraft['variable']): ModuleDraft {
  return { prefix, parts: [], steps: [], names: new Map([['input', 'x']]), output, variable, eps };
}

function add(draft: ModuleDraft, operation: Operation): void {
  if (!operation.tap) read(pytorchStatements, operation, operation.inputs.map((value) => draft.names.get(value) ?? draft.variable(value)), draft);
}

function methods({ parts, steps }: ModuleDraft): string {
  const indented = (lines: readonly string[]) => lines.map((line) => `        ${line}`).join('\n');
  return `    def __init__(self):\n${indented(['super().__init__()', ...parts])}\n\n    def forward(self, x):\n${indented(steps)}`;
}

/** Any text as a docstring that ends where it should. */
function docstring(lines: readonly string[]): string {
  // oxlint-disable-next-line no-control-regex
  const text = lines.map((line) => line.replace(/[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/gu, ' ').replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\n');
  return `"""${text}\n"""`;
}

const HEAD = `import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


def put(module, path, part):
    """Puts a part where the state dict has it, such as "se.fc1"."""
    *parents, name = path.split(".")
    for parent in parents:
        if not hasattr(module, parent):
            module.add_module(parent, nn.Module())
        module = getattr(module, parent)
    setattr(module, name, part)
`;

const tail = ({ input: [height, width] }: Plan): string => `def read_safetensors(path):
    """Tensors of a safetensors file by name; float32 only where the safetensors package isn't installed."""
    try:
        from safetensors.torch import load_file
        return load_file(path)
    except ImportError:
        pass
    content = bytearray(Path(path).read_bytes())
    start = 8 + int.from_bytes(content[:8], "little")
    tensors = {}
    for name, entry in json.loads(content[8:start]).items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{name} is {entry['dtype']}: install the safetensors package to read it")
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(content, dtype=torch.float32, count=(end - begin) // 4, offset=start + begin)
        tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors


def load(path):
    """The network with its weights, ready to predict: [N, 3, ${height}, ${width}], normalised, to logits."""
    network = Network()
    network.load_state_dict(read_safetensors(path))
    return network.eval()


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    golden = read_safetensors(folder / "golden.safetensors")
    with torch.no_grad():
        logits = load(folder / "weights.safetensors")(golden["input"].permute(0, 3, 1, 2))
    print("largest difference of a logit:", (logits - golden["logits"]).abs().max().item())
`;
