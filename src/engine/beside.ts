import { exchange, upload } from '../network/forward';
import type { FoldedWeights } from '../network/weights';
import type { DeviceNetwork, HostNetwork } from './network';

/** Another network on whatever device the open one is on. It leaves before the device does, and comes back on the next. */
export class Beside {
  private on: { network: DeviceNetwork; own: DeviceNetwork } | undefined;

  constructor(private readonly host: HostNetwork & { folded: Map<string, FoldedWeights> }) {}

  /** The same object for as long as `network` is. */
  at(network: DeviceNetwork): DeviceNetwork {
    if (this.on?.network !== network) {
      this.leave();
      this.on = { network, own: { ...this.host, device: network.device, weights: upload(this.host.folded) } };
    }
    return this.on!.own;
  }

  /** Gives one operation other weights, here and on the device. */
  exchange(name: string, folded: FoldedWeights): void {
    this.host.folded.set(name, folded);
    if (this.on) exchange(this.on.own.weights, name, folded);
  }

  leave(): void {
    this.on?.own.weights.dispose();
    this.on = undefined;
  }
}
