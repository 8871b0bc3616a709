"""Train the Stanza pipeline that ships beside the others, with Stanza's own trainers; needs the extra ``stanza``."""
