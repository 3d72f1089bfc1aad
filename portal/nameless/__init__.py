"""What is said by somebody who gives no name, and by a group: nothing here knows a young person."""
