import type { Parameters } from '../sigma/placeholders.ts'
import { catalogueEvents } from './catalogue-events.ts'
import { catalogueWindows } from './catalogue-windows.ts'
import type { NativeDetection } from './native-detection.ts'
import { withAdministrators } from './for-administrators.ts'
import { withRemedies } from './remedies.ts'
import { administratorSequences } from './sequences/administrators.ts'
import { applicationSequences } from './sequences/applications.ts'
import { credentialAttacks } from './sequences/credential-attacks.ts'
import { federationSequences } from './sequences/federation.ts'
import { mfaSequences } from './sequences/mfa.ts'
import { outsideSequences } from './sequences/outside.ts'
import { recoverySequences } from './sequences/recovery.ts'
import { sessionSequences } from './sequences/sessions.ts'

/** All detections of ours, under an organisation's parameters. */
export function nativeDetections(parameters: Parameters): NativeDetection[] {
  return [
    ...catalogueEvents(parameters),
    ...catalogueWindows,
    ...mfaSequences,
    ...sessionSequences,
    ...credentialAttacks,
    ...federationSequences,
    ...recoverySequences,
    ...administratorSequences,
    ...applicationSequences,
    ...outsideSequences,
  ].map((detection) => withAdministrators(withRemedies(detection)))
}
