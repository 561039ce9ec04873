import type { GateChoices, Plan } from '../contracts';
import type { Folded } from '../network/weights';
import type { NetworkWeights } from '../network/forward';
import { upload, uploadStepwise } from '../network/forward';
import type { Device } from './device';
import { activate } from './device';
import type { Constants } from './setting';
import { gatesOf } from './setting';

/** A network in host memory or on the disk, from which it is put on a device and, when that is lost, on another. */
export interface HostNetwork {
  plan: Plan;
  folded: Folded;
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
  const { folded } = host;
  return { ...host, device, weights: 'size' in folded ? upload(folded) : await uploadStepwise(folded) };
}

export function gates(network: HostNetwork, setting: GateChoices): ReturnType<typeof gatesOf> {
  return gatesOf(network.plan, setting, network.constants);
}
