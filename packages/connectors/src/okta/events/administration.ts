import { named } from './named.ts'

/** What administrators change: API tokens, policies and their rules. */
export const administrationEvents = [
  ...named(
    ['subject'],
    [
      {
        id: 'api_token_created',
        title: 'API token created',
        type: 'system.api_token.create',
        description: 'An API token was created.',
      },
      {
        id: 'api_token_updated',
        title: 'API token updated',
        type: 'system.api_token.update',
        description: 'An API token changed. Only the System Log tells.',
      },
      {
        id: 'api_token_enabled',
        title: 'API token enabled',
        type: 'system.api_token.enable',
        description: 'An API token was enabled. Only the System Log tells.',
      },
      {
        id: 'api_token_revoked',
        title: 'API token revoked',
        type: 'system.api_token.revoke',
        description: 'An API token was revoked.',
      },
      {
        id: 'api_token_used_outside_network',
        title: 'API token used outside its network',
        type: 'system.api_token.request_outside_allowed_range',
        description: 'An API token came from an address that it may not come from.',
      },
    ],
  ),
  ...named(
    ['policy'],
    [
      {
        id: 'policy_created',
        title: 'Policy created',
        type: 'policy.lifecycle.create',
        description: 'A policy was created. Only the System Log tells.',
      },
      {
        id: 'policy_activated',
        title: 'Policy activated',
        type: 'policy.lifecycle.activate',
        description: 'A policy was activated.',
      },
      {
        id: 'policy_deactivated',
        title: 'Policy deactivated',
        type: 'policy.lifecycle.deactivate',
        description: 'A policy was deactivated.',
      },
      {
        id: 'policy_updated',
        title: 'Policy updated',
        type: 'policy.lifecycle.update',
        description: 'A policy changed.',
      },
      {
        id: 'policy_deleted',
        title: 'Policy deleted',
        type: 'policy.lifecycle.delete',
        description: 'A policy was deleted. Only the System Log tells.',
      },
    ],
  ),
  ...named(
    ['policy', 'rule'],
    [
      {
        id: 'policy_rule_added',
        title: 'Policy rule added',
        type: 'policy.rule.add',
        description: 'A rule was added to a policy.',
      },
      {
        id: 'policy_rule_activated',
        title: 'Policy rule activated',
        type: 'policy.rule.activate',
        description: 'A rule of a policy was activated.',
      },
      {
        id: 'policy_rule_deactivated',
        title: 'Policy rule deactivated',
        type: 'policy.rule.deactivate',
        description: 'A rule of a policy was deactivated.',
      },
      {
        id: 'policy_rule_updated',
        title: 'Policy rule updated',
        type: 'policy.rule.update',
        description: 'A rule of a policy changed.',
      },
      {
        id: 'policy_rule_deleted',
        title: 'Policy rule deleted',
        type: 'policy.rule.delete',
        description: 'A rule of a policy was deleted.',
      },
    ],
  ),
]
