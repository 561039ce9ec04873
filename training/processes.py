"""Where this process stands among those that torchrun started, and its device."""
import os

import torch
import torch.distributed as dist

RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))


def start():
    """Joins the group (nccl on CUDA, gloo else) and returns this process's device."""
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
        torch.backends.cudnn.benchmark = True
    if WORLD > 1 and not dist.is_initialized():
        dist.init_process_group("nccl" if cuda else "gloo")
    return device


def stop():
    if dist.is_initialized():
        dist.destroy_process_group()


def barrier():
    if WORLD > 1:
        dist.barrier()


def gathered(value):
    """Every process's value, in the order of ranks."""
    if WORLD == 1:
        return [value]
    values = [None] * WORLD
    dist.all_gather_object(values, value)
    return values


def say(*words):
    if RANK == 0:
        print(*words, flush=True)
