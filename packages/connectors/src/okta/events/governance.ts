import { named } from './named.ts'

/** Access requests and access certifications of Okta Identity Governance. */
export const governanceEvents = [
  ...named(
    ['user', 'subject'],
    [
      {
        id: 'access_request_created',
        title: 'Access request created',
        type: 'access.request.create',
        description: 'Somebody asked for access.',
      },
      {
        id: 'access_request_updated',
        title: 'Access request updated',
        type: 'access.request.update',
        description: 'A request for access changed.',
      },
      {
        id: 'access_request_resolved',
        title: 'Access request resolved',
        type: 'access.request.resolve',
        description: 'A request for access was worked off.',
      },
      {
        id: 'access_request_rejected',
        title: 'Access request rejected',
        type: 'access.request.reject',
        description: 'A request for access was turned down.',
      },
      {
        id: 'access_request_canceled',
        title: 'Access request canceled',
        type: 'access.request.cancel',
        description: 'A request for access was taken back.',
      },
      {
        id: 'access_request_expired',
        title: 'Access request expired',
        type: 'access.request.expire',
        description: 'A request for access ran out of time.',
      },
      {
        id: 'certification_decision_submitted',
        title: 'Certification decision submitted',
        type: 'certification.campaign.item.decide',
        description: 'A reviewer decided on an item of an access certification.',
        card: 'okta.accessCertificationDecisionSubmitted',
      },
      {
        id: 'certification_remediation_submitted',
        title: 'Certification remediation submitted',
        type: 'certification.campaign.item.remediate',
        description: 'What a reviewer decided was carried out, or could not be.',
      },
    ],
  ),
  ...named(
    ['subject'],
    [
      {
        id: 'certification_campaign_launched',
        title: 'Certification campaign launched',
        type: 'certification.campaign.launch',
        description: 'An access certification began.',
      },
      {
        id: 'certification_campaign_closed',
        title: 'Certification campaign closed',
        type: 'certification.campaign.close',
        description: 'An access certification ended.',
      },
    ],
  ),
  ...named(
    ['user', 'application'],
    [
      {
        id: 'app_access_requested',
        title: 'App access requested',
        type: 'app.access_request.request',
        description: 'A user asked for an application.',
      },
      {
        id: 'app_access_granted',
        title: 'App access granted',
        type: 'app.access_request.grant',
        description: 'A user got the application that was asked for.',
      },
      {
        id: 'app_access_denied',
        title: 'App access denied',
        type: 'app.access_request.deny',
        description: 'A user did not get the application that was asked for.',
      },
      {
        id: 'app_access_approved_by_approver',
        title: 'App access approved by approver',
        type: 'app.access_request.approver.approve',
        description: 'An approver agreed to a request for an application.',
      },
      {
        id: 'app_access_denied_by_approver',
        title: 'App access denied by approver',
        type: 'app.access_request.approver.deny',
        description: 'An approver turned down a request for an application.',
      },
    ],
  ),
]
