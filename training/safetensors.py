"""Read and write safetensors: an 8-byte length, a JSON header, the tensors' bytes."""
import json
import os
import struct
from pathlib import Path

import numpy as np

DTYPES = {"F32": np.float32, "F16": np.float16, "F64": np.float64, "U8": np.uint8, "U16": np.uint16,
          "U32": np.uint32, "I64": np.int64, "I32": np.int32, "BOOL": np.bool_}
NAMES = {np.dtype(v): k for k, v in DTYPES.items()}


def write(path, tensors, metadata=None):
    """tensors: {name: array}; metadata: {name: str}. Written in full, then moved into place."""
    header, parts, offset = {}, [], 0
    if metadata:
        header["__metadata__"] = {k: str(v) for k, v in metadata.items()}
    # Wide types first, so that every tensor lies at a multiple of its own size.
    order = sorted(tensors, key=lambda name: -np.asarray(tensors[name]).dtype.itemsize)
    for name in order:
        array = np.ascontiguousarray(tensors[name])
        if array.dtype not in NAMES:
            raise ValueError(f"{name}: {array.dtype} has no safetensors name")
        header[name] = {"dtype": NAMES[array.dtype], "shape": list(np.shape(tensors[name])),
                        "data_offsets": [offset, offset + array.nbytes]}
        parts.append(array.tobytes())
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path = Path(path)
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for piece in parts:
            file.write(piece)
    os.replace(part, path)


def array(data, dtype):
    """The numbers of one tensor; BF16, which NumPy doesn't know, as F32."""
    if dtype == "BF16":
        return (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).view(np.float32)
    return np.frombuffer(data, DTYPES[dtype]).copy()


def read(path):
    """({name: array}, metadata)"""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    body = memoryview(data)[8 + length:]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = array(body[start:end], entry["dtype"]).reshape(entry["shape"])
    return tensors, metadata
