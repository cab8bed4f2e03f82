"""The composition: the only room that knows all the others. Import `live` or `demo`: each pays for itself alone."""
