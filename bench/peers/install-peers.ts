import { installPeer, type Peer } from './install-peer.ts'
import { n8nPackage, nodeRedPackage } from './peer-package.ts'

export interface InstalledPeers {
  n8n: Peer
  nodeRed: Peer
}

/** Installs what is not there yet. */
export async function installPeers(say: (text: string) => void): Promise<InstalledPeers> {
  return { nodeRed: await installPeer(nodeRedPackage, say), n8n: await installPeer(n8nPackage, say) }
}
