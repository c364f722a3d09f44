"""Documents of the user's own in a conversation: kept with it, and quoted to the model when it is asked."""

from closeddoor.services.attachments.service import AttachmentService, TooManyAttachmentsError

__all__ = ["AttachmentService", "TooManyAttachmentsError"]
