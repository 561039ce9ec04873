import type { Pieces } from './protobuf';
import { bytes, integer, join, message, text } from './protobuf';

/** One computation; attributes are whole numbers or lists of them. */
export interface OnnxNode {
  type: string;
  name: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, number | number[]>;
}

export interface OnnxTensor {
  name: string;
  shape: readonly number[];
  data: Float32Array;
}

/** A value that flows through the graph; a string stands for a size that may vary. */
export interface OnnxValue {
  name: string;
  shape: readonly (number | string)[];
}

export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  initialisers: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  /** Shapes of values in between, which viewers show. */
  values: readonly OnnxValue[];
}

/** Operators as of this version of the standard. */
const OPSET = 17;
/** The format of opset 17. */
const IR_VERSION = 8;
const FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** A ModelProto; field numbers are those of onnx/onnx.proto3 (https://github.com/onnx/onnx). */
export function encodeModel(graph: OnnxGraph, producer: string, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  return join([
    ...integer(1, IR_VERSION),
    ...text(2, producer),
    ...message(7, ...encodeGraph(graph)),
    ...message(8, text(1, ''), integer(2, OPSET)),
    ...Object.entries(metadata).flatMap(([key, value]) => message(14, text(1, key), text(2, value))),
  ]);
}

function encodeGraph({ name, nodes, initialisers, inputs, outputs, values }: OnnxGraph): Pieces[] {
  return [
    ...nodes.map((node) => message(1, ...encodeNode(node))),
    text(2, name),
    ...initialisers.map((tensor) => message(5, ...encodeTensor(tensor))),
    ...inputs.map((value) => message(11, ...encodeValue(value))),
    ...outputs.map((value) => message(12, ...encodeValue(value))),
    ...values.map((value) => message(13, ...encodeValue(value))),
  ];
}

function encodeNode({ type, name, inputs, outputs, attributes = {} }: OnnxNode): Pieces[] {
  return [
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, name),
    text(4, type),
    ...Object.entries(attributes).map(([key, value]) => message(5, ...encodeAttribute(key, value))),
  ];
}

function encodeAttribute(name: string, value: number | number[]): Pieces[] {
  if (typeof value === 'number') return [text(1, name), integer(3, value), integer(20, ATTRIBUTE_INT)];
  return [text(1, name), ...value.map((item) => integer(8, item)), integer(20, ATTRIBUTE_INTS)];
}

/** Raw data is little-endian, as every machine that runs a browser. */
function encodeTensor({ name, shape, data }: OnnxTensor): Pieces[] {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [...shape.map((n) => integer(1, n)), integer(2, FLOAT), text(8, name), bytes(9, raw)];
}

function encodeValue({ name, shape }: OnnxValue): Pieces[] {
  const dimensions = shape.map((n) => message(1, typeof n === 'number' ? integer(1, n) : text(2, n)));
  return [text(1, name), message(2, message(1, integer(1, FLOAT), message(2, ...dimensions)))];
}
