// Tags of YAML: CloudFormation's short forms of its functions, and those of YAML itself.
#ifndef HEADROOM_POLICY_CORE_VALUE_TAG_H
#define HEADROOM_POLICY_CORE_VALUE_TAG_H

#include "policy/core/value_tree.h"

/// The value that a node with this tag (NULL: none) is: !Ref X is {"Ref": "X"}, !GetAtt A.B is
/// {"Fn::GetAtt": ["A", "B"]}, any other !F v is {"Fn::F": v} (CloudFormation user guide,
/// "Intrinsic function reference"). NULL after an error: a tag of some other program.
const struct node *tag_apply(struct arena *arena, const char *file, const char *tag,
                             const struct node *node, struct err *err);

#endif
