import { Puppet, throwUnsupportedError } from "wechaty-puppet";

/** What Wechaty knows and no channel of ours does, unless it says so: files, cards, friendships, tags, posts, changes to rooms and contacts. */
export abstract class PuppetWithoutExtras extends Puppet {
  override messageContact = unsupported;
  override messageFile: Puppet["messageFile"] = unsupported;
  override messageImage: Puppet["messageImage"] = unsupported;
  override messageMiniProgram = unsupported;
  override messageUrl = unsupported;
  override messageLocation = unsupported;
  override messageSendFile: Puppet["messageSendFile"] = unsupported;
  override messageSendUrl: Puppet["messageSendUrl"] = unsupported;
  override messageSendMiniProgram: Puppet["messageSendMiniProgram"] = unsupported;
  override messageSendLocation = unsupported;
  override messageSendContact = unsupported;
  override messageSendPost = unsupported;
  override messageForward = unsupported;
  override messageRecall = unsupported;

  override contactAvatar = unsupported;
  override contactPhone = unsupported;
  override contactCorporationRemark = unsupported;
  override contactDescription = unsupported;
  override contactSelfName = unsupported;
  override contactSelfQRCode = unsupported;
  override contactSelfSignature = unsupported;

  override roomAdd = unsupported;
  override roomDel = unsupported;
  override roomCreate = unsupported;
  override roomAvatar = unsupported;
  override roomQuit = unsupported;
  override roomQRCode = unsupported;
  override roomAnnounce = unsupported;
  override roomInvitationAccept = unsupported;
  override roomInvitationRawPayload = unsupported;
  override roomInvitationRawPayloadParser = unsupported;

  override friendshipAccept = unsupported;
  override friendshipAdd = unsupported;
  override friendshipSearchPhone = unsupported;
  override friendshipSearchHandle = unsupported;
  override friendshipRawPayload = unsupported;
  override friendshipRawPayloadParser = unsupported;

  override tagContactAdd = unsupported;
  override tagContactDelete = unsupported;
  override tagContactList = unsupported;
  override tagContactRemove = unsupported;

  override postRawPayload = unsupported;
  override postRawPayloadParser = unsupported;
  override postPublish = unsupported;
  override postSearch = unsupported;
  override tap = unsupported;
  override tapSearch = unsupported;
}

async function unsupported(): Promise<never> {
  return throwUnsupportedError();
}
