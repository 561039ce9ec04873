import type { GateChoices, Plan } from '../contracts';
import type { FoldedWeights } from '../network/weights';
import type { NetworkWeights } from '../network/forward';
import { upload } from '../network/forward';
import type { Device } from './device';
import { activate } from './device';
import type { Constants } from './setting';
import { gatesOf } from './setting';

/** A network in host memory, from which it is put on a device and, when that is lost, on another. */
export interface HostNetwork {
  plan: Plan;
  folded: ReadonlyMap<string, FoldedWeights>;
  constants: Constants;
}

/** A network on the device that operations run on now. */
export interface DeviceNetwork extends HostNetwork {
  device: Device;
  weights: NetworkWeights;
}

/** Makes `device` the active one and uploads the weights to it; the caller disposes `weights`. Throws `backend.failed`. */
export async function put(host: HostNetwork, device: Device): Promise<DeviceNetwork> {
  await activate(device);
  return { ...host, device, weights: upload(host.folded) };
}

export function gates(network: HostNetwork, setting: GateChoices): ReturnType<typeof gatesOf> {
  return gatesOf(network.plan, setting, network.constants);
}
