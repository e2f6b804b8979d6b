/** The abstract methods of wechaty-puppet 1.21.3. Its published types have lost the word `abstract`, so the compiler does not ask for them. */
export const abstractMethods = `
  onStart onStop ding conversationReadMark
  messageContact messageFile messageImage messageMiniProgram messageUrl messageLocation messageForward messageSendContact messageSendFile
  messageSendLocation messageSendMiniProgram messageSendPost messageSendText messageSendUrl messageRecall messageRawPayload messageRawPayloadParser
  contactSelfName contactSelfQRCode contactSelfSignature contactAlias contactAvatar contactPhone contactCorporationRemark contactDescription
  contactList contactRawPayload contactRawPayloadParser
  roomAdd roomAvatar roomCreate roomDel roomList roomQRCode roomQuit roomTopic roomRawPayload roomRawPayloadParser roomAnnounce
  roomMemberList roomMemberRawPayload roomMemberRawPayloadParser roomInvitationAccept roomInvitationRawPayload roomInvitationRawPayloadParser
  friendshipAccept friendshipAdd friendshipSearchPhone friendshipSearchHandle friendshipRawPayload friendshipRawPayloadParser
  tagContactAdd tagContactDelete tagContactList tagContactRemove
  postRawPayload postRawPayloadParser postPublish postSearch tap tapSearch`
  .trim()
  .split(/\s+/);
