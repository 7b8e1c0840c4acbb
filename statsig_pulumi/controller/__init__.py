"""What is done with one object, whatever its kind. Takes and returns Pulumi's property bags."""
